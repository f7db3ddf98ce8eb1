import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/build/root.ts';

/** The commands in a section of a guide, a text for each block, for a stage, whose name the guide writes as `X`. */
export function commandsIn(guide: string, section: string, stage: string): readonly string[] {
  const [, after = ''] = guideText(guide).split(`\n## ${section}\n`);
  const [own = ''] = after.split('\n## ');
  const blocks = blocksIn(own, 'sh');
  if (blocks.length === 0) throw new Error(`${guide} has no commands in "${section}"`);
  return blocks.map((commands) => commands.replaceAll(/(?<=[- ])X\b/g, stage));
}

/** The blocks of a language in a guide, without their indentation in a list. */
export const codeIn = (guide: string, language: string): readonly string[] => blocksIn(guideText(guide), language);

/** The text of a guide. */
export const guideText = (guide: string): string => readFileSync(join(root, 'docs/guides', guide), 'utf8');

const blocksIn = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\n(.*?)\`\`\``, 'gms'))].map(([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );

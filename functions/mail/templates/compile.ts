import { Engine } from 'mrml';

const SLOT = /\{\{(\w+)\}\}/g;
const PART = /<!--part: (\w+)-->/;

const HEAD = `// Made of mail.mjml by \`npm run build:mails\`; a test proves that it is fresh.
import { type Html, html } from '../html.ts';
`;

/**
 * Compiles the template of the mails to a TypeScript module with one function per part, which takes exactly the
 * values of its slots. A part extends from its comment to the next.
 *
 * @throws if the template has an error
 */
export function compile(mjml: string): string {
  const [opening = '', ...rest] = htmlOf(mjml).split(PART);
  const parts = rest.flatMap((name, index) => (index % 2 === 0 ? [functionOf(name, rest[index + 1] ?? '')] : []));
  return [HEAD, functionOf('opening', opening), ...parts].join('\n');
}

function htmlOf(mjml: string): string {
  const engine = new Engine();
  // Load no font from the web.
  engine.setRenderOptions({ disableComments: false, socialIconOrigin: null, fonts: {} });
  const result = engine.toHtml(mjml);
  if (result.type === 'error') throw new Error(`mail.mjml: ${result.message}`);
  const [warning] = result.warnings;
  if (warning) throw new Error(`mail.mjml: ${warning.kind}: ${mjml.slice(warning.span.start, warning.span.end)}`);
  // The compiler passes unknown elements through.
  const [unknown] = result.content.match(/<mj-[\w-]*/) ?? [];
  if (unknown) throw new Error(`mail.mjml: unknown element ${unknown}`);
  return result.content;
}

function functionOf(name: string, part: string): string {
  const slots = [...new Set(Array.from(part.matchAll(SLOT), ([, slot = '']) => slot))].toSorted();
  const literal = part.replaceAll(/[\\`]|\$\{/g, '\\$&').replaceAll(SLOT, '${slot.$1}');
  if (slots.length === 0) return `export const ${name}: Html = html\`${literal}\`;\n`;
  const type = slots.map((slot) => `  readonly ${slot}: Html;\n`).join('');
  return `export const ${name} = (slot: {\n${type}}): Html => html\`${literal}\`;\n`;
}

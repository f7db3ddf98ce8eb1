import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER, ROOT } from './command.ts';
import { accessTo } from './emulator.ts';
import { PYTHON } from './venv.ts';

/** The AWS CLI that the CDK brings for its function that copies the pages. */
const LAYER = join(ROOT, 'node_modules/@aws-cdk/asset-awscli-v1/lib/layer.zip');

/** Words that start the AWS CLI in a shell. It is unpacked once. */
function awsCli(): string {
  const folder = join(FOLDER, 'aws-cli');
  if (!existsSync(join(folder, 'awscli/aws'))) {
    const { status, stderr } = spawnSync(PYTHON, ['-m', 'zipfile', '-e', LAYER, folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`The AWS CLI cannot be unpacked: ${stderr}`);
  }
  return `'${PYTHON}' '${join(folder, 'awscli/aws')}'`;
}

/** Runs commands as somebody in a checkout does who has credentials of the account of an emulator at a URL. */
export class Shell {
  readonly #env: NodeJS.ProcessEnv;

  constructor(emulator: string) {
    this.#env = accessTo(emulator);
  }

  /** Runs a program of `bin/`. */
  program(name: string, ...args: string[]) {
    return spawnSync(process.execPath, [`bin/${name}.ts`, ...args], { cwd: ROOT, encoding: 'utf8', env: this.#env });
  }

  /** Runs lines for a shell, `aws …` and `npm run …` among them. Returns what they print. */
  run(lines: string): string {
    const aws = `aws() { ${awsCli()} "$@"; }`;
    const npm = `npm() { local name=$2; shift 3; '${process.execPath}' "bin/$name.ts" "$@"; }`;
    const script = `${aws}\n${npm}\n${lines}`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: ROOT, encoding: 'utf8', env: this.#env });
    return stdout + stderr;
  }
}

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
export const guideText = (guide: string): string => readFileSync(join(ROOT, 'docs/guides', guide), 'utf8');

const blocksIn = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\n(.*?)\`\`\``, 'gms'))].map(([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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

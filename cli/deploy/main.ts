import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { SettingsError } from '../../lib/settings/check.ts';
import { type Deploying, deployStage } from './deploy-stage.ts';
import { HELP, parseOptions, UsageError } from './options.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cdkCommand = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');

const run = (...args: string[]): boolean =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;

const world: Deploying = {
  cdk: (...args) => run(cdkCommand, ...args, '--no-notices'),
  smoke: (endpoints) => run('test/e2e/smoke/run.ts', '--endpoints', endpoints),
  print: console.log,
  async ask(question) {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return /^y(es)?$/i.test((await terminal.question(`${question} (y/N) `)).trim());
    } finally {
      terminal.close();
    }
  },
};

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(HELP);
    return 0;
  }
  if (!options.yes && !process.stdin.isTTY) {
    throw new UsageError('There is no terminal to ask on. Check the changes with `npx cdk diff`, then use --yes');
  }
  return deployStage(world, options, fileURLToPath(new URL('../../cdk.out/deploy', import.meta.url)));
}

process.exitCode = await main().catch((error: unknown) => {
  if (error instanceof UsageError || error instanceof SettingsError) {
    console.error(`${error.message}\n\n${HELP}`);
    return 2;
  }
  console.error(error instanceof Error ? error.message : error);
  return 1;
});

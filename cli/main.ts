import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from '../lib/build/root.ts';
import { CONFIG_VARIABLE, configFile } from '../lib/settings/config-path.ts';

const HELP = `npx serverless-password-reset COMMAND [options]

  init       writes password-reset.config.json, the settings of a stage
  doctor     looks at everything in your AWS account that a deployment of a stage depends on
  deploy     deploys a stage
  smoke      checks from outside that a stage works, with a real mail
  rollback   takes the last release of a stage back
  ops        manages a stage: users, requests, limits
  audit      answers questions from the audit trail

COMMAND --help explains each, and --version shows the version. All read password-reset.config.json here, or the file that PASSWORD_RESET_CONFIG names.`;

/** Node that has argon2 and runs modules in TypeScript, which a configuration file may be. */
const NEEDED = 24;

function version(): string {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

/** Each starts when it is loaded, and reads what follows its name. */
const COMMANDS: Readonly<Record<string, () => Promise<unknown>>> = {
  init: () => import('./init/main.ts'),
  doctor: () => import('./doctor/main.ts'),
  deploy: () => import('./deploy/main.ts'),
  smoke: () => import('./smoke/main.ts'),
  rollback: () => import('./deploy/rollback-main.ts'),
  ops: () => import('./ops/main.ts'),
  audit: () => import('./audit/main.ts'),
};

const [name = '--help'] = process.argv.splice(2, 1);
const start = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
const [major] = process.versions.node.split('.');
if (start === undefined) {
  const asked = name === '--help' ? HELP : name === '--version' ? version() : undefined;
  if (asked !== undefined) console.log(asked);
  else
    console.error(
      `${name}: there is no such command. Commands: ${Object.keys(COMMANDS).join(', ')}.\n--help explains them.`,
    );
  process.exitCode = asked === undefined ? 2 : 0;
} else if (Number(major) < NEEDED) {
  console.error(`This needs Node ${NEEDED} or later, and this is Node ${process.versions.node}. Fix: install it.`);
  process.exitCode = 2;
} else {
  const file = configFile();
  // Commands start others elsewhere.
  if (file !== undefined) process.env[CONFIG_VARIABLE] = resolve(file);
  await start();
}

import { placeOfStages } from '../../lib/settings/config-path.ts';
import { commandLine, documentAt } from '../../lib/instructions.ts';
import { readFileSync } from 'node:fs';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { checkSettings, overriddenBy } from '../../lib/settings/check.ts';
import { settingsSchema } from '../../lib/settings/schema.ts';
import { settingsOfStage } from '../../lib/settings/stages/index.ts';

export const HELP = `Deploys a stage and runs the smoke test against it.

  ${commandLine('deploy', '--stage X [--now] [--yes] [--set KEY=VALUE …] [--captcha-secret-file FILE]')}
                    [--endpoints FILE] [--canary USERID] [--skip-doctor] [--skip-smoke]

  --stage X          stage to deploy, one of ${placeOfStages()}; its stack is PasswordReset-X
  --now              release at once although alarms ring: no doctor, no shifting, no wait; aliases stay. For a fix in
                     an incident, or for the commit of the release before
  --yes              do not ask before deploying; needed where there is no terminal
  --set KEY=VALUE    override a setting of the stage; may be repeated
  --captcha-secret-file FILE
                     file with the captcha's secret key, which is put after the deployment; the first deployment asks
                     for it where there is a terminal
  --endpoints FILE   JSON { "inbox"?, "recaptcha"?, "canary"? } for the smoke test's journey
                     (${documentAt('guides/releases.md')})
  --canary USERID    account whose address is success@simulator.amazonses.com, for the smoke test's mail; the built-in
                     directory needs none
  --skip-doctor      deploy although the doctor says STOP
  --skip-smoke       do not run the smoke test
  --help             show this help

The command synthesizes the stage, runs the doctor, asks for the captcha's secret key if nobody has put it, shows
the changes, asks, deploys exactly these changes, puts the key, and runs the smoke test with a real mail.

Exit codes: 0 deployed, and the smoke test passed or was skipped; 1 synthesizing, comparing or deploying failed;
2 wrong command line; 3 declined, nothing was deployed; 4 deployed, but the smoke test failed or tested no mail;
5 something would have stopped the deployment, nothing was deployed.`;

/** Error for a wrong command line. The message says how to fix it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface DeployOptions {
  readonly stage: string;
  /** Overrides of the stage's settings, by name. */
  readonly settings: Readonly<Record<string, string>>;
  readonly yes: boolean;
  /** Content of the file of `--endpoints`, for the smoke test's journey. */
  readonly driver?: object;
  readonly smoke: boolean;
  /** Whether the doctor looks first. */
  readonly doctor: boolean;
  /** Whether calls move at once, whatever the alarms say. */
  readonly now: boolean;
  readonly captchaSecret?: string;
  /** Account of the smoke test's mail. */
  readonly canary?: string;
}

/**
 * Reads the command line and checks the stage's settings.
 *
 * @throws {@link UsageError} for wrong options
 * @throws {@link SettingsError} for an unknown stage or wrong settings
 */
export function parseOptions(args: string[]): DeployOptions | 'help' {
  const values = parsed(args, OPTIONS);
  if (values.help) return 'help';
  const { stage, endpoints, canary } = values;
  const secretFile = values['captcha-secret-file'];
  if (stage === undefined) throw new UsageError('--stage X is missing');
  const settings = Object.fromEntries(values.set.map(setting));
  checkSettings(settingsOfStage(stage), settings, BY_SET);
  return {
    stage,
    settings,
    yes: values.yes,
    smoke: !values['skip-smoke'],
    doctor: !values['skip-doctor'] && !values.now,
    now: values.now,
    ...(canary !== undefined && { canary }),
    ...(secretFile !== undefined && { captchaSecret: secretIn(secretFile) }),
    ...(endpoints !== undefined && { driver: driverIn(endpoints) }),
  };
}

/** Words of messages about settings, for a command that takes `--set`. */
export const BY_SET = overriddenBy((name) => `--set ${name}=…`);

const OPTIONS = {
  stage: { type: 'string' },
  yes: { type: 'boolean', default: false },
  set: { type: 'string', multiple: true, default: [] as string[] },
  endpoints: { type: 'string' },
  'skip-smoke': { type: 'boolean', default: false },
  'skip-doctor': { type: 'boolean', default: false },
  now: { type: 'boolean', default: false },
  'captcha-secret-file': { type: 'string' },
  canary: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** Parses a command line. @throws {@link UsageError} for an option that is unknown or has no value */
export function parsed<const Options extends ParseArgsOptionsConfig>(args: string[], options: Options) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    // The second sentence of Node is about arguments that begin with a hyphen; there are none.
    const [message] = (error as Error).message.split('. ');
    throw new UsageError(message ?? '', { cause: error });
  }
}

/** Reads the file of `--endpoints` before anything is deployed, so that a wrong file stops the command. */
function driverIn(file: string): object {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as object;
  } catch (error) {
    const wrong = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new UsageError(`--endpoints ${file}: ${wrong}`, { cause: error });
  }
}

/** Reads the captcha's secret key from a file, because arguments are in the process list and in the shell's history. */
function secretIn(file: string): string {
  let secret: string;
  try {
    secret = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new UsageError(`--captcha-secret-file ${file}: cannot be read`, { cause: error });
  }
  if (!/^[\x21-\x7e]+$/.test(secret))
    throw new UsageError(`--captcha-secret-file ${file}: must hold the key alone, on one line`);
  return secret;
}

/** Reads an override. A misspelt name is refused here, because the CDK context would ignore it silently. */
function setting(text: string): [string, string] {
  const [, name, value] = /^([A-Za-z]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new UsageError(`--set ${text}: must be KEY=VALUE`);
  if (name === 'stage' || !Object.hasOwn(settingsSchema.shape, name)) {
    throw new UsageError(
      `--set ${name}: there is no such setting. Fix: choose one of ${documentAt('reference/settings.md')}`,
    );
  }
  return [name, value];
}

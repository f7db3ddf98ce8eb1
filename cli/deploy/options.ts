import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkSettings } from '../../lib/settings/check.ts';
import { settingsSchema } from '../../lib/settings/schema.ts';
import { settingsFromContext } from '../../lib/settings/stages/index.ts';

export const HELP = `Deploys a stage and shows that it works.

  npm run deploy -- --stage X [--yes] [--set KEY=VALUE …] [--endpoints FILE] [--skip-smoke]

  --stage X          a stage of lib/settings/stages: its settings, and the stack PasswordReset-X
  --yes              do not ask before deploying; without a terminal there is nobody to ask, and this is needed
  --set KEY=VALUE    override a setting of the stage; may be repeated
  --endpoints FILE   JSON: { "inbox"?, "recaptcha"?, "canary"? }: the driver of the smoke test's journey (docs/guides/releases.md)
  --skip-smoke       deploy only
  --help             show this

It synthesizes, shows what would change, asks, deploys that very assembly, and runs the smoke test against it.

Exit codes: 0 deployed, and the smoke test passed; 1 synthesizing, comparing or deploying failed; 2 wrong usage;
3 declined, nothing was deployed; 4 deployed, but the smoke test failed.`;

/** Thrown for what was typed; the message says how to mend it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface DeployOptions {
  readonly stage: string;
  /** Overrides of the stage's settings, by name. */
  readonly settings: Readonly<Record<string, string>>;
  readonly yes: boolean;
  /** The driver of the smoke test's journey, as a file names it. */
  readonly driver?: object;
  readonly smoke: boolean;
}

/**
 * @throws {@link UsageError} for options that are wrong
 * @throws {@link SettingsError} for a stage that is not there, or settings that are wrong
 */
export function parseOptions(args: string[]): DeployOptions | 'help' {
  const values = parsed(args);
  if (values.help) return 'help';
  const { stage, endpoints } = values;
  if (stage === undefined) throw new UsageError('--stage X is missing');
  const settings = Object.fromEntries(values.set.map(setting));
  checkSettings(
    settingsFromContext((key) => (key === 'stage' ? stage : undefined)),
    settings,
  );
  return {
    stage,
    settings,
    yes: values.yes,
    smoke: !values['skip-smoke'],
    ...(endpoints !== undefined && { driver: driverIn(endpoints) }),
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        stage: { type: 'string' },
        yes: { type: 'boolean', default: false },
        set: { type: 'string', multiple: true, default: [] },
        endpoints: { type: 'string' },
        'skip-smoke': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

/** Read before anything is deployed, so that a wrong file is not found out afterwards. */
function driverIn(file: string): object {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as object;
  } catch (error) {
    const wrong = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new UsageError(`--endpoints ${file}: ${wrong}`, { cause: error });
  }
}

/** A setting that is misspelt would be lost in the app's context without a word. */
function setting(text: string): [string, string] {
  const [, name, value] = /^([A-Za-z]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new UsageError(`--set ${text}: must be KEY=VALUE`);
  if (name === 'stage' || !Object.hasOwn(settingsSchema.shape, name)) {
    throw new UsageError(`--set ${name}: there is no such setting to override; lib/settings/groups lists all`);
  }
  return [name, value];
}

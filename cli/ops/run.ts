import { SettingsError } from '../../lib/settings/settings-error.ts';
import { settingsSchema } from '../../lib/settings/schema.ts';
import { regionOf } from '../../lib/settings/stages/index.ts';
import { laptop } from '../../lib/settings/stages/laptop.ts';
import { type Arguments, parseArguments } from './arguments.ts';
import { Clients, readEndpoints, runningLaptop } from './clients.ts';
import { type Command, type Context, contextOf } from './command.ts';
import { commands, helpOf, overview } from './commands.ts';
import { errorText } from './error-text.ts';
import { EXIT, type ExitCode, type Outcome, UsageError } from './outcome.ts';
import { ofLaptop } from '../../lib/instructions.ts';

export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly ask: Context['ask'];
}

const GLOBAL_OPTIONS = {
  stage: { type: 'string' },
  endpoints: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Runs one command line. Results go to `out`, everything else to `err`. It never throws. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const json = args.includes('--json');
  try {
    const [group = '', action = ''] = args;
    const name = commands.has(group) ? group : `${group} ${action}`;
    const command = commands.get(name);
    if (command === undefined) return withoutCommand(args, terminal);
    const given = parseArguments(command, GLOBAL_OPTIONS, args.slice(name.split(' ').length));
    if (given.flag('help')) {
      terminal.out(`${helpOf(name, command)}\n`);
      return EXIT.done;
    }
    return print(await execute(command, given, terminal), json, terminal);
  } catch (error) {
    return printError(error, json, terminal);
  }
}

function withoutCommand(args: readonly string[], { out }: Terminal): ExitCode {
  if (args.includes('--help')) {
    out(`${overview()}\n`);
    return EXIT.done;
  }
  const names = Array.from(commands.keys());
  const alike = names.filter((name) => name.startsWith(`${args[0]} `));
  throw new UsageError('COMMAND', `must be one of: ${(alike.length > 0 ? alike : names).join(', ')}; see --help`);
}

async function execute(command: Command, given: Arguments, { err, ask }: Terminal): Promise<Outcome> {
  const named = given.option('stage');
  // With --stage a running laptop cloud is not used.
  const file = given.option('endpoints') ?? (named === undefined ? runningLaptop() : undefined);
  const endpoints = file === undefined ? undefined : readEndpoints(file);
  const stage = stageOf(named ?? (endpoints && laptop.stage));
  const clients = new Clients(endpoints, regionOf(stage));
  try {
    return await command.run(contextOf(stage, clients, { err, ask }), given);
  } finally {
    clients.destroy();
  }
}

/** @throws {@link UsageError} for a name that no stage can have */
function stageOf(name: string | undefined): string {
  if (name === undefined)
    throw new UsageError(
      '--stage',
      `is missing; name the stage to work on${ofLaptop(', or run `npm start` on a laptop')}`,
    );
  if (!settingsSchema.shape.stage.safeParse(name).success)
    throw new UsageError('--stage', 'must be the name of a deployed stage: lower-case letters, digits and hyphens');
  return name;
}

function print(outcome: Outcome, json: boolean, { out, err }: Terminal): ExitCode {
  const { report } = outcome;
  const refusal = outcome.kind === 'refused' ? outcome.refusal : undefined;
  if (json) out(`${JSON.stringify({ ...report?.json, ...(refusal && { refusal }) }, null, 2)}\n`);
  else if (report !== undefined) out(`${report.text}\n`);
  if (refusal === undefined) return EXIT.done;
  err(`Refused: ${refusal.what}: ${refusal.reason}${refusal.fix === undefined ? '' : `; ${refusal.fix}`}\n`);
  return EXIT.refused;
}

function printError(error: unknown, json: boolean, { out, err }: Terminal): ExitCode {
  const isUsage = error instanceof UsageError || error instanceof SettingsError;
  const message = isUsage ? error.message : errorText(error);
  if (json) out(`${JSON.stringify({ error: message }, null, 2)}\n`);
  err(`${isUsage ? 'Wrong command line' : 'Error'}: ${message}\n`);
  return isUsage ? EXIT.usage : EXIT.error;
}

import { SettingsError } from '../../../lib/settings/check.ts';
import { type Arguments, parseArguments } from '../../ops/arguments.ts';
import { errorText } from '../../ops/error-text.ts';
import { UsageError } from '../../ops/outcome.ts';
import { type Command, EXIT, type ExitCode } from '../command.ts';
import { commands, helpOf, overview } from './index.ts';
import { Place, PLACE_OPTIONS } from '../place.ts';
import { documentAt } from '../../../lib/instructions.ts';

export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const GLOBAL_OPTIONS = { ...PLACE_OPTIONS, help: { type: 'boolean' } } as const;

/** Runs one command line. Results go to `out`, everything else to `err`. It never throws. */
export async function run(args: readonly string[], terminal: Terminal, now = new Date()): Promise<ExitCode> {
  try {
    const [name = ''] = args;
    const command = commands.get(name);
    if (command === undefined) return withoutCommand(args, terminal);
    const given = parseArguments(command, GLOBAL_OPTIONS, args.slice(1));
    if (!given.flag('help')) return await execute(command, given, terminal, now);
    terminal.out(`${helpOf(name, command)}\n`);
    return EXIT.nothing;
  } catch (error) {
    const isUsage = error instanceof UsageError || error instanceof SettingsError;
    const message = isUsage ? error.message : errorText(error, documentAt('guides/audit-guide.md'));
    terminal.err(`${isUsage ? 'Wrong command line' : 'Error'}: ${message}\n`);
    return isUsage ? EXIT.usage : EXIT.error;
  }
}

function withoutCommand(args: readonly string[], { out }: Terminal): ExitCode {
  if (!args.includes('--help'))
    throw new UsageError('COMMAND', `must be one of: ${[...commands.keys()].join(', ')}; see --help`);
  out(`${overview()}\n`);
  return EXIT.nothing;
}

async function execute(command: Command, given: Arguments, { out, err }: Terminal, now: Date): Promise<ExitCode> {
  const progress = (line: string) => err(`${line}\n`);
  const place = new Place(given, now, progress);
  try {
    const line = (text: string) => out(`${text}\n`);
    const { text, found } = await command.run({ place, now, progress, line }, given);
    if (text !== '') line(text);
    return found ? EXIT.found : EXIT.nothing;
  } finally {
    place.destroy();
  }
}

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './outcome.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Arguments of a command, as read from the command line. */
export interface Arguments {
  readonly positionals: readonly string[];
  option(name: string): string | undefined;
  flag(name: string): boolean;
}

/** Arguments and options that a command takes. */
export interface Usage {
  /** Arguments and options as the help shows them: `USERID [--locale TAG]`. */
  readonly usage: string;
  readonly options?: Options;
  /** Where an argument comes from, by its name in `usage`. */
  readonly sources?: Readonly<Record<string, string>>;
  /** Minimum and maximum number of positional arguments. */
  readonly positionals: readonly [minimum: number, maximum: number];
}

/** Summary of a command as a sentence, for its own help. */
export const sentenceOf = (summary: string): string => `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;

/**
 * Reads the arguments of a command.
 *
 * @param common options of all commands, `--help` among them
 * @throws {@link UsageError}
 */
export function parseArguments(
  { usage, options, sources = {}, positionals: [minimum, maximum] }: Usage,
  common: Options,
  args: readonly string[],
): Arguments {
  const { values, positionals } = parsed({ ...common, ...options }, args);
  const fits = positionals.length >= minimum && positionals.length <= maximum;
  if (!fits && values['help'] !== true) {
    const missing = positionals.length < minimum ? usage.split(' ')[positionals.length] : undefined;
    const source = missing === undefined ? undefined : sources[missing];
    const lack = missing && `${missing} is missing${source === undefined ? '' : `: ${source}`}; `;
    throw new UsageError('arguments', `${lack ?? ''}must be ${usage || 'none'}; see --help`);
  }
  return {
    positionals,
    option: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    flag: (name) => values[name] === true,
  };
}

/** Reads options and arguments. The messages of `parseArgs` name options and quote no values. */
function parsed(
  options: Options,
  args: readonly string[],
): { readonly values: Readonly<Record<string, unknown>>; readonly positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const { code = '', message = '' } = error as { code?: string; message?: string };
    if (code.startsWith('ERR_PARSE_ARGS')) throw new UsageError('options', message.split('. ')[0] ?? '');
    throw error;
  }
}

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './outcome.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What stands on the command line behind a command's name. */
export interface Arguments {
  readonly positionals: readonly string[];
  option(name: string): string | undefined;
  flag(name: string): boolean;
}

/** What a command takes on its line. */
export interface Usage {
  /** Its arguments, as help shows them: `USERID [--locale TAG]`. */
  readonly usage: string;
  readonly options?: Options;
  /** The least and the most positional arguments. */
  readonly positionals: readonly [least: number, most: number];
}

/**
 * @param ofEvery the options that every command has, `--help` among them
 * @throws {@link UsageError}
 */
export function parseArguments(
  { usage, options, positionals: [least, most] }: Usage,
  ofEvery: Options,
  args: readonly string[],
): Arguments {
  const { values, positionals } = parsed({ ...ofEvery, ...options }, args);
  const fits = positionals.length >= least && positionals.length <= most;
  if (!fits && values['help'] !== true)
    throw new UsageError('arguments', `must be ${usage || 'none'}; --help says more`);
  return {
    positionals,
    option: (name) => {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    flag: (name) => values[name] === true,
  };
}

/** The messages of `parseArgs` name options, and quote no value. */
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

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Thrown where the user ends the input, by Ctrl-D, or interrupts, by Ctrl-C, instead of an answer. */
export class NotAnswered extends Error {
  override readonly name = 'NotAnswered';
}

interface Asking {
  /** Does not show what is typed. Default: false. */
  readonly secret?: boolean;
  /** Default: `process.stdin` and `process.stdout`. */
  readonly input?: NodeJS.ReadableStream;
  readonly output?: NodeJS.WritableStream;
}

/**
 * Asks on the terminal, and returns what is typed.
 *
 * @throws {@link NotAnswered} where the input ends first
 */
export async function answerTo(
  question: string,
  { secret = false, input = process.stdin, output = process.stdout }: Asking = {},
): Promise<string> {
  if (secret) output.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input, output: secret ? silent : output, terminal: secret });
  const ended = new AbortController();
  const end = () => ended.abort();
  terminal.once('close', end);
  process.once('SIGINT', end);
  try {
    return (await terminal.question(secret ? '' : question, { signal: ended.signal })).trim();
  } catch (cause) {
    output.write('\n');
    throw new NotAnswered('No answer was given.', { cause });
  } finally {
    process.off('SIGINT', end);
    terminal.close();
    if (secret) output.write('\n');
  }
}

/** Asks a question that only a yes answers; an end of the input is a no. */
export const isYes = async (question: string): Promise<boolean> =>
  /^y(es)?$/i.test((await answerIfAny(`${question} (y/N) `)) ?? '');

/** Returns undefined where no answer was given. */
export async function answerIfAny(question: string, asking?: Asking): Promise<string | undefined> {
  try {
    return await answerTo(question, asking);
  } catch (error) {
    if (error instanceof NotAnswered) return undefined;
    throw error;
  }
}

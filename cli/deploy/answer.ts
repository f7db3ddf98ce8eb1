import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks on the terminal, and returns what is typed. A secret is not shown while it is typed. */
export async function answerTo(question: string, { secret = false } = {}): Promise<string> {
  if (secret) process.stdout.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const output = secret ? silent : process.stdout;
  const terminal = createInterface({ input: process.stdin, output, terminal: secret });
  try {
    return (await terminal.question(secret ? '' : question)).trim();
  } finally {
    terminal.close();
    if (secret) process.stdout.write('\n');
  }
}

export const isYes = async (question: string): Promise<boolean> =>
  /^y(es)?$/i.test(await answerTo(`${question} (y/N) `));

import type { ExitCode } from '../../../cli/ops/outcome.ts';
import { run } from '../../../cli/ops/run.ts';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. Without an answer it has no terminal to ask on. */
export async function runWith(args: readonly string[], answer?: string): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    ask: (question) => {
      err += question;
      return Promise.resolve(answer);
    },
  });
  return { code, out, err };
}

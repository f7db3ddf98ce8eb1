import type { ExitCode } from '../../../../cli/audit/command.ts';
import { run } from '../../../../cli/audit/commands/run.ts';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line of `npm run audit` in this process. */
export async function runWith(args: readonly string[], now?: Date): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await run(args, { out: (text) => (out += text), err: (text) => (err += text) }, now);
  return { code, out, err };
}

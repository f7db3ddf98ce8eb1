import { createWriteStream } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProcessGroup } from './process-group.ts';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Folder for the virtual environment, assemblies, logs and results. */
export const FOLDER = join(ROOT, '.deploy-test');

/**
 * Environment without the AWS variables of the developer's shell: the CDK must reach no account but the emulator's.
 */
export function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_|NODE_OPTIONS$)/.test(name));
  const bin = join(ROOT, 'node_modules/.bin');
  return { ...Object.fromEntries(kept), PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, ...more };
}

export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Folder in which the program runs. Default: the repository. */
  readonly cwd?: string;
  /** File for the output of the program. */
  readonly log: string;
  /** Milliseconds. */
  readonly limit: number;
}

/**
 * Runs a program; returns what it prints.
 *
 * @throws if it cannot be started, fails or takes too long; the error has its last lines
 */
export async function run(
  command: string,
  args: readonly string[],
  { env, cwd = ROOT, log, limit }: CommandOptions,
): Promise<string> {
  const group = new ProcessGroup(command, args, {
    cwd,
    env: env ?? environment({}),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const file = createWriteStream(log, { flags: 'a' });
  let printed = '';
  for (const stream of [group.child.stdout, group.child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      file.write(chunk);
      printed += chunk.toString('utf8');
    });
  }
  const failed = (why: string) => new Error(`${command} ${args[0] ?? ''} ${why} (${log}):\n${printed.slice(-4000)}`);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(failed(`took more than ${limit / 1000} s`)), limit);
  });
  try {
    const code = await Promise.race([group.ended, late]);
    if (code !== 0) throw failed(`ended with ${code ?? 'a signal'}`);
    return printed;
  } finally {
    clearTimeout(timer);
    file.end();
    await group.stop();
  }
}

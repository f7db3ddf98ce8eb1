import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeployedFunction } from '../functions/deployed.ts';

/** What one warm call costs the function's process. */
export interface WarmCost {
  /** Milliseconds of processor time, all threads. */
  readonly processor: number;
  /** Of JavaScript objects, collected ones included, as V8's sampling profiler estimates them. */
  readonly kibibytes: number;
  readonly answers: readonly string[];
}

const HOST = fileURLToPath(new URL('host.ts', import.meta.url));

/**
 * Gives a bundle its events one after the other in a process of its own. The first `warmUp` are not counted.
 *
 * @throws if the process fails
 */
export async function measureWarm(
  { taskRoot, environment }: DeployedFunction,
  events: readonly unknown[],
  warmUp: number,
): Promise<WarmCost> {
  const folder = await mkdtemp(join(tmpdir(), 'warm-'));
  const [input, output] = [join(folder, 'events.json'), join(folder, 'cost.json')];
  try {
    await writeFile(input, JSON.stringify({ bundle: join(taskRoot, 'index.mjs'), events, warmUp }));
    const child = spawn(process.execPath, [HOST, input, output], {
      env: { ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString('utf8');
    });
    const code = await new Promise<number | null>((ended) => child.once('close', ended));
    if (code !== 0) throw new Error(`${taskRoot}: ${errors}`);
    return JSON.parse(await readFile(output, 'utf8')) as WarmCost;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

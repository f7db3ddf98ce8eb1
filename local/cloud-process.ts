import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePortBase } from './ports.ts';

/** Milliseconds; bundling on a slow machine included. */
const START_LIMIT = 180_000;
/** Milliseconds. */
const STOP_LIMIT = 15_000;

/** A cloud in a process of its own. */
export interface CloudProcess {
  readonly child: ChildProcess;
  /** Path of the file with the cloud's endpoints. */
  readonly endpoints: string;
}

/**
 * Starts a fresh cloud as `npm start` does, on ports that are free.
 *
 * @throws an error with the last lines of its output, if it does not start
 */
export async function startCloudProcess(options: {
  dataDir: string;
  users: number;
  /** Takes the options of `npm start`; `local/start.ts` if left out. */
  entry?: string;
}): Promise<CloudProcess> {
  const dataDir = resolve(options.dataDir);
  const endpoints = join(dataDir, 'endpoints.json');
  await rm(endpoints, { force: true });
  const port = String(await freePortBase());
  const args = ['--data-dir', dataDir, '--port', port, '--users', String(options.users), '--fresh'];
  if (options.entry === undefined) args.push('--no-watch');
  // The channel closes when this process ends, even if it is killed, and then the cloud ends too.
  const child = spawn(process.execPath, [options.entry ?? 'local/start.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-20_000);
    });
  }
  const deadline = Date.now() + START_LIMIT;
  while (!existsSync(endpoints)) {
    const ended = hasEnded(child);
    if (ended || Date.now() > deadline) {
      await stopCloudProcess(child);
      throw new Error(`The cloud did not start${ended ? '' : ' in time'}:\n${output}`);
    }
    await sleep(100);
  }
  return { child, endpoints };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** Stops the cloud; kills it if it does not stop in time. */
export async function stopCloudProcess(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT);
  await ended;
  clearTimeout(timer);
}

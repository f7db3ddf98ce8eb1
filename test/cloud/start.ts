import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePortBase } from '../../local/ports.ts';

declare global {
  /** The cloud that the tests started, for the teardown. */
  var startedCloud: ChildProcess | undefined;
}

/** Bundling on a slow machine included. */
const START_LIMIT_MS = 180_000;

/**
 * Starts a laptop cloud for the test projects that need one and puts the path of its endpoints into `ENDPOINTS`.
 * Where `ENDPOINTS` is set already, that deployment is tested and nothing is started.
 */
export default async function start(): Promise<void> {
  if (process.env['ENDPOINTS'] !== undefined) return;
  const dataDir = resolve('.local-test');
  const endpoints = join(dataDir, 'endpoints.json');
  rmSync(endpoints, { force: true });
  const port = String(await freePortBase());
  // With the channel, the cloud ends even if the test run is killed.
  const child = spawn(
    process.execPath,
    ['local/start.ts', '--data-dir', dataDir, '--port', port, '--users', '310', '--fresh'],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  globalThis.startedCloud = child;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-20_000);
    });
  }
  const deadline = Date.now() + START_LIMIT_MS;
  while (!existsSync(endpoints)) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      child.kill('SIGTERM');
      throw new Error(`The cloud did not start${ended ? '' : ' in time'}:\n${output}`);
    }
    await new Promise((resume) => setTimeout(resume, 100));
  }
  process.env['ENDPOINTS'] = endpoints;
}

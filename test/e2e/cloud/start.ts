import type { ChildProcess } from 'node:child_process';
import { startCloudProcess } from '../../../local/cloud-process.ts';
import stop from './stop.ts';

declare global {
  /** The clouds that the tests started, for the teardown. */
  var startedClouds: ChildProcess[] | undefined;
}

/**
 * Starts a laptop cloud for each worker. A worker runs one test file at a time, so a test that slows the table of its
 * cloud disturbs no other. Puts the paths of the endpoints into `ENDPOINTS_1`, `ENDPOINTS_2` and so on, which
 * own-cloud.ts reads; the path of a single cloud into `ENDPOINTS`.
 *
 * Where `ENDPOINTS` is set already, that deployment is tested and nothing is started.
 */
export default async function start({ maxWorkers = 1 }: { readonly maxWorkers?: number } = {}): Promise<void> {
  if (process.env['ENDPOINTS'] !== undefined) return;
  globalThis.startedClouds = [];
  try {
    await Promise.all(Array.from({ length: maxWorkers }, (_, index) => startFor(String(index + 1), maxWorkers === 1)));
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startFor(worker: string, single: boolean): Promise<void> {
  const { child, endpoints } = await startCloudProcess({
    dataDir: `.local-test/${worker}`,
    users: 310,
    entry: 'test/e2e/cloud/run-cloud.ts',
  });
  globalThis.startedClouds?.push(child);
  process.env[single ? 'ENDPOINTS' : `ENDPOINTS_${worker}`] = endpoints;
}

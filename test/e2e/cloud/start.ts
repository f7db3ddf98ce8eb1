import type { ChildProcess } from 'node:child_process';
import { startCloudProcess } from '../../../local/cloud-process.ts';

declare global {
  /** The cloud that the tests started, for the teardown. */
  var startedCloud: ChildProcess | undefined;
}

/**
 * Starts a laptop cloud for the test projects that need one and puts the path of its endpoints into `ENDPOINTS`.
 * Where `ENDPOINTS` is set already, that deployment is tested and nothing is started.
 */
export default async function start(): Promise<void> {
  if (process.env['ENDPOINTS'] !== undefined) return;
  const { child, endpoints } = await startCloudProcess({ dataDir: '.local-test', users: 310 });
  globalThis.startedCloud = child;
  process.env['ENDPOINTS'] = endpoints;
}

import { parseArgs } from 'node:util';
import { type CloudOptions, startCloud } from '../local/cloud.ts';

/**
 * Runs a cloud until this process is asked to stop, or the process that started it is gone. The command line is that of
 * `startCloudProcess` (local/cloud-process.ts).
 */
export async function runCloudUntilStopped(options: CloudOptions): Promise<void> {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      port: { type: 'string' },
      users: { type: 'string' },
      fresh: { type: 'boolean' },
    },
  });
  const stopping = new AbortController();
  const asked = new Promise<void>((stop) => {
    // `disconnect`: the process that started this one is gone.
    for (const event of ['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect']) {
      process.on(event, () => {
        stopping.abort(new Error('Stopped before it was ready.'));
        stop();
      });
    }
  });
  const dataDir = values['data-dir'];
  const cloud = await startCloud({
    ...(dataDir !== undefined && { dataDir }),
    portBase: Number(values.port),
    users: Number(values.users),
    fresh: values.fresh === true,
    signal: stopping.signal,
    ...options,
  });
  await asked;
  await cloud.stop();
  process.exit(0);
}

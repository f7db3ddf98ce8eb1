import { parseArgs } from 'node:util';
import { startCloud } from '../../../local/cloud.ts';
import { sharedSynthesis } from './shared-assembly.ts';

/** Runs a cloud until it is stopped, as local/start.ts does, with an assembly that the clouds of the tests share. */
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
const cloud = await startCloud({
  dataDir: values['data-dir'] ?? '.local-test/1',
  portBase: Number(values.port),
  users: Number(values.users),
  fresh: values.fresh === true,
  synthesize: sharedSynthesis,
  signal: stopping.signal,
});
await asked;
await cloud.stop();
process.exit(0);

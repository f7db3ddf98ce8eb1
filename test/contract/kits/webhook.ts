import { directoryAt, keysOf } from '../../unit/adapters/webhook/receiver.ts';
import {
  type ExampleReceiver,
  KEY,
  KEY_ID,
  startExpressPostgresql,
  startPlainNode,
} from '../../unit/examples/receivers.ts';
import type { DirectoryKit } from '../directory-conformance.ts';
import { startWire } from '../wire.ts';

const CANNOT = {
  'password-history': 'the example keeps the present hash alone',
  'second-factor': 'the example has none',
};

export const PLAIN_NODE_CANNOT: DirectoryKit['cannot'] = {
  ...CANNOT,
  'password-policy': "the service's own policy is all there is",
};

export const EXPRESS_POSTGRESQL_CANNOT: DirectoryKit['cannot'] = CANNOT;

/** The adapter's time limits are this many times as long while the receiver works: a busy machine fails no case. */
const PATIENT = 10;

/**
 * The adapter's time limits are this many times as short while the receiver does not answer: no case waits for
 * seconds.
 */
const IMPATIENT = 10;

export const plainNodeKit = () => webhookKit(startPlainNode, PLAIN_NODE_CANNOT);

export const expressPostgresqlKit = () => webhookKit(startExpressPostgresql, EXPRESS_POSTGRESQL_CANNOT);

/** Adapter with a receiver over HTTP. */
async function webhookKit(
  start: () => Promise<ExampleReceiver>,
  cannot: DirectoryKit['cannot'],
): Promise<DirectoryKit> {
  const receiver = await start();
  const { origin, pathname } = new URL(receiver.webhookUrl);
  const wire = await startWire(origin, (operation) => operation.endsWith('/set-password'));
  const url = `${wire.url}${pathname}`.replace(/\/$/, '');
  let speed = 1 / PATIENT;
  return {
    directory: directoryAt(url, {
      keys: keysOf({ version: KEY_ID, key: Buffer.from(KEY) }),
      timeout: (milliseconds) => AbortSignal.timeout(milliseconds / speed),
    }),
    cannot,
    userIds: 'exact',
    patience: 4500,
    // One byte more than bcrypt reads.
    refusedPassword: 'nine quiet rivers '.repeat(4).concat('A'),
    add: (account, password) => receiver.add(account, password),
    replace: receiver.replace,
    accepts: async (userId, password) => (await receiver.logIn(userId, password)) !== undefined,
    openSession: async (userId, password) => {
      const cookie = (await receiver.logIn(userId, password)) ?? '';
      return async () => (await receiver.whoAmI(cookie)) === userId;
    },
    fault: (fault) => {
      speed = fault === 'slow' ? IMPATIENT : 1 / PATIENT;
      return wire.fault(fault);
    },
    stop: async () => {
      await wire.stop();
      await receiver.stop();
    },
  };
}

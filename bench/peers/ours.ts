import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOfNoPassword } from '../../functions/domain/password-hash.ts';
import { type OperationId, operationOf } from '../../functions/operations/index.ts';
import { startCloudProcess, stopCloudProcess } from '../../local/cloud-process.ts';
import { Deployment } from '../../testkit/deployment/deployment.ts';
import type { Endpoints as LaptopEndpoints } from '../../local/cloud.ts';
import { MailWatch } from '../../testkit/deployment/mail-watch.ts';
import { otpIn } from '../../testkit/deployment/mailbox.ts';
import { ownSource } from '../../testkit/deployment/sources.ts';
import { StoredItems } from '../../testkit/deployment/stored-items.ts';
import { quiet } from '../../testkit/deployment/quiet.ts';
import { type TimedAnswer, TimedConnection } from '../../testkit/enumeration/timed-connection.ts';
import { DATA_DIR } from '../run-bench.ts';
import { processorTimeOfTree } from '../../testkit/measuring/processor-time.ts';
import type { Services } from './peer-process.ts';
import { addressOf, type Contender, SHARED, type Step, type Verdict, type Visitor } from './contender.ts';

const OPERATIONS = { ask: 'start-reset', verify: 'verify-otp', set: 'complete-reset' } as const satisfies Record<
  Step,
  OperationId
>;

/** How the functions run: each in processes of its own, as on Lambda, or all in one, as a peer does. */
export type Footing = 'as on Lambda' | 'in one process';

const CLOUDS = {
  'as on Lambda': { dataDir: DATA_DIR },
  'in one process': { dataDir: join(DATA_DIR, 'one'), entry: 'bench/peers/one-process/cloud.ts' },
} as const satisfies Record<Footing, object>;

/**
 * The service in a laptop cloud of its own process, under the limits of its stage, and the emulators that peers may
 * share with it.
 */
export async function startOurs(
  users: number,
  footing: Footing,
): Promise<Contender & { readonly services: Required<Services> }> {
  const cloud = await startCloudProcess({ ...CLOUDS[footing], users });
  const endpoints = JSON.parse(await readFile(cloud.endpoints, 'utf8')) as LaptopEndpoints;
  const { dynamodb, ses } = endpoints;
  const deployment = new Deployment(endpoints);
  const stored = new StoredItems(dynamodb);
  const mails = new MailWatch(endpoints.inbox, 25);
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  return {
    about: {
      name: `this service${footing === 'in one process' ? `, ${footing}` : ''}`,
      version,
      store: SHARED,
      hash: `argon2id ${hashOfNoPassword('argon2id').split('$')[3]}`,
    },
    arrive: (steps) => arrive(deployment, steps),
    async codeOf(userId, request) {
      const started = startedOf(request);
      const text = await mails.waitFor(addressOf(userId), started.reference);
      // The request has its code once the mail service has taken the mail: a program can read the mail before that.
      await stored.settled(started);
      return otpIn({ text });
    },
    services: { dynamodb, ses, mails },
    quiet: () => quiet(endpoints.logs),
    pause: 30,
    processorTime: () => processorTimeOfTree(cloud.child.pid),
    async stop() {
      await mails.stop();
      await stopCloudProcess(cloud.child);
    },
  };
}

interface StartedReset {
  readonly resetId: string;
  readonly reference: string;
}

const startedOf = (request: string): StartedReset => JSON.parse(request) as StartedReset;

/** Ticks the boxes first: a burst consists of the measured calls alone. */
async function arrive(deployment: Deployment, steps: readonly Step[]): Promise<Visitor> {
  const tokens = new Map<Step, string>();
  for (const step of steps) {
    const action = operationOf(OPERATIONS[step]).captchaAction;
    if (action !== undefined) tokens.set(step, await deployment.captcha(action));
  }
  const connection = new TimedConnection(deployment.endpoints.api, ownSource());
  await connection.open();
  const post = (step: Step, fields: object) =>
    connection.post(operationOf(OPERATIONS[step]).path, JSON.stringify({ ...fields, captchaToken: tokens.get(step) }));

  const guess: Visitor['guess'] = async (request, otp) => {
    const answer = await post('verify', { resetId: startedOf(request).resetId, otp });
    const { resetToken } = JSON.parse(answer.text) as { resetToken?: string };
    return { milliseconds: answer.milliseconds, verdict: verdictOf(answer), grant: resetToken ?? '' };
  };
  const set = async (resetToken: string, password: string) => {
    const answer = await post('set', { resetToken, newPassword: password, confirmPassword: password });
    return { milliseconds: answer.milliseconds, done: answer.status === 200 };
  };
  return {
    async ask(userId) {
      const answer = await post('ask', { userId });
      return { answer, request: answer.text };
    },
    guess,
    set,
    async redeem(request, code, password) {
      const { verdict, grant } = await guess(request, code);
      return verdict === 'accepted' && (await set(grant, password)).done;
    },
    leave: () => connection.close(),
  };
}

function verdictOf({ status, text }: TimedAnswer): Verdict {
  if (status === 200) return 'accepted';
  return text.includes('"otp-rejected"') ? 'wrong' : 'refused';
}

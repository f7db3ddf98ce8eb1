import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Secret } from '../../../functions/domain/secret.ts';
import { completeResetOperation } from '../../../functions/http/complete-reset.ts';
import { logInOperation } from '../../../functions/http/log-in.ts';
import { type Operate, operationHandler } from '../../../functions/http/operation-handler.ts';
import { remindUserIdOperation } from '../../../functions/http/remind-user-id.ts';
import { resendOtpOperation } from '../../../functions/http/resend-otp.ts';
import { startResetOperation } from '../../../functions/http/start-reset.ts';
import { verifyOtpOperation } from '../../../functions/http/verify-otp.ts';
import { type OperationId, operationOf, operations } from '../../../functions/operations/index.ts';
import { verifyOtp } from '../../../functions/use-cases/verify-otp.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { OLD_PASSWORD, rules, World } from '../../../testkit/fakes/world.ts';
import { silent } from '../../../testkit/fakes/silent-console.ts';
import { apiEvent, lambdaContext } from './api-event.ts';

const NEW_PASSWORD = 'a lamp beside the northern window';

/** Each step that a human check stands before, in a world where it would succeed. */
const STEPS: Partial<Record<OperationId, (world: World) => Promise<{ operate: unknown; body: object }>>> = {
  'start-reset': async (world) => ({ operate: startResetOperation(world, rules), body: { userId: 'alice' } }),
  'resend-otp': async (world) => {
    const { resetId } = await world.start('alice');
    world.clock.advance(rules.resendCooldown);
    return { operate: resendOtpOperation(world, rules), body: { resetId: resetId.reveal() } };
  },
  'verify-otp': async (world) => {
    const { resetId } = await world.start('alice');
    const body = { resetId: resetId.reveal(), otp: world.newestOtp().reveal() };
    return { operate: verifyOtpOperation(world, rules), body };
  },
  'complete-reset': async (world) => {
    const { resetId } = await world.start('alice');
    const call = callFrom('198.51.100.7');
    const verified = await verifyOtp(world, rules, { resetId, otp: world.newestOtp(), ...call });
    if (verified.kind !== 'verified') throw new Error(verified.kind);
    const passwords = { newPassword: NEW_PASSWORD, confirmPassword: NEW_PASSWORD };
    return {
      operate: completeResetOperation(world, rules, 'https://login.example.com/'),
      body: { resetToken: verified.resetToken.reveal(), ...passwords },
    };
  },
  'remind-user-id': async (world) => ({
    operate: remindUserIdOperation(world, rules),
    body: { email: 'alice@example.com' },
  }),
  'log-in': async (world) => ({
    operate: logInOperation(world, rules),
    body: { userId: 'alice', password: OLD_PASSWORD },
  }),
};

const steps = Object.keys(STEPS) as OperationId[];

async function call(id: OperationId, use: () => Promise<boolean>) {
  const world = new World();
  const step = STEPS[id];
  if (step === undefined) throw new Error(`${id} is not tried here`);
  const { operate, body } = await step(world);
  const before = world.resets.writes.length;
  const handler = operationHandler(id, {
    operate: operate as Operate<OperationId>,
    allowedOrigins: [],
    telemetry: {
      logger: new Logger({ logLevel: 'SILENT' }),
      metrics: new Metrics({ namespace: 'test', serviceName: id, logger: silent }),
      count: () => {},
    },
    captcha: { check: { check: async () => ({ kind: 'passed', use }) }, audit: world.audit, clock: world.clock },
  });
  const answer = await handler(apiEvent({ ...body, captchaToken: 'token' }) as never, lambdaContext);
  return { world, answer, writes: world.resets.writes.slice(before).map(({ lastEvent }) => lastEvent.event) };
}

/** What may have been done for a call whose token turned out to be used: a guess is counted, and never compared. */
const counted = (id: OperationId): string[] => (id === 'verify-otp' ? ['otp_attempted'] : []);

test('every operation that names an action is tried here', () => {
  const named = (Object.keys(operations) as OperationId[]).filter((id) => operationOf(id).captchaAction !== undefined);
  expect(steps.toSorted()).toEqual(named.toSorted());
});

describe.each(steps)('a token that its provider lets pass again, at %s', (id) => {
  test('is refused when it was used before, and nothing has come of the call', async () => {
    const { world, answer, writes } = await call(id, async () => false);
    expect(answer).toMatchObject({ statusCode: 400, body: expect.stringContaining('captcha-rejected') });
    expect(world.audit.events.at(-1)).toMatchObject({
      event: 'human_check_failed',
      reason: `${operationOf(id).captchaAction} used-before`,
    });
    expect(writes).toEqual(counted(id));
    expect(world.sessions.size).toBe(0);
    await expectOldPassword(world);
  });

  test('opens nothing while it cannot be found out whether it was used', async () => {
    const { world, answer, writes } = await call(id, () => Promise.reject(new Error('throttled')));
    expect(answer).toMatchObject({ statusCode: 503, body: expect.stringContaining('service-unavailable') });
    expect(writes).toEqual(counted(id));
    expect(world.sessions.size).toBe(0);
    await expectOldPassword(world);
  });

  test('opens its step at its first use', async () => {
    const { answer } = await call(id, async () => true);
    expect(answer.statusCode).toBe(operationOf(id).response.status);
  });

  test('is waited for, however long its use takes', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    let answered = false;
    const calling = call(id, () => promise).finally(() => (answered = true));
    await new Promise((later) => setTimeout(later, 20));
    expect(answered).toBe(false);
    resolve(false);
    expect((await calling).answer.statusCode).toBe(400);
  });
});

async function expectOldPassword(world: World): Promise<void> {
  expect(await world.credentials.authenticate('alice', new Secret(OLD_PASSWORD))).toBeDefined();
}

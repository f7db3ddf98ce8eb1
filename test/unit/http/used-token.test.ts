import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Secret } from '../../../functions/domain/secret.ts';
import { operationHandler, type Steps } from '../../../functions/http/operation-handler.ts';
import { fieldNamed } from '../../../cli/openapi/fields.ts';
import { type OperationId, operationOf, operations } from '../../../functions/operations/index.ts';
import { completeReset } from '../../../functions/use-cases/complete-reset.ts';
import { countLogIn, logIn } from '../../../functions/use-cases/log-in.ts';
import { countReminder, remindUserId } from '../../../functions/use-cases/remind-user-id.ts';
import { resendOtp } from '../../../functions/use-cases/resend-otp.ts';
import { countStart, startReset } from '../../../functions/use-cases/start-reset.ts';
import { countGuess, verifyOtp } from '../../../functions/use-cases/verify-otp.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { OLD_PASSWORD, rules, World } from '../../../testkit/fakes/world.ts';
import { silent } from '../../../testkit/fakes/silent-console.ts';
import { apiEvent, lambdaContext } from './api-event.ts';
import { verifyOtp as verified } from '../../../testkit/fakes/calls.ts';

const NEW_PASSWORD = 'a lamp beside the northern window';

type Operations = typeof operations;

/** An operation as its entry wires it, with a body that succeeds. */
interface Step {
  readonly steps: Steps<never, never>;
  readonly body: object;
}

/** Types the steps of an operation, so that each is wired as its entry does it. */
const step = <Id extends OperationId, Counted>(_id: Id, body: object, steps: Steps<Operations[Id], Counted>): Step => ({
  body,
  steps: steps as unknown as Step['steps'],
});

/** Each operation with a captcha, in a world where it would succeed. */
const STEPS: Partial<Record<OperationId, (world: World) => Promise<Step>>> = {
  'start-reset': async (world) =>
    step(
      'start-reset',
      { userId: 'alice' },
      {
        count: (_request, caller) => countStart(world, rules, caller),
        run: (request, caller, limit) => startReset(world, rules, { ...request, ...caller }, limit),
      },
    ),
  'resend-otp': async (world) => {
    const { resetId } = await world.start('alice');
    world.clock.advance(rules.resendCooldown);
    return step(
      'resend-otp',
      { resetId: resetId.reveal() },
      {
        run: (request, caller) => resendOtp(world, rules, { ...request, ...caller }),
      },
    );
  },
  'verify-otp': async (world) => {
    const { resetId } = await world.start('alice');
    return step(
      'verify-otp',
      { resetId: resetId.reveal(), otp: world.newestOtp().reveal() },
      {
        count: (request, caller) => countGuess(world, rules, { ...request, ...caller }),
        run: (request, caller, counted) => verifyOtp(world, rules, { ...request, ...caller }, counted),
      },
    );
  },
  'complete-reset': async (world) => {
    const { resetId } = await world.start('alice');
    const call = callFrom('198.51.100.7');
    const outcome = await verified(world, rules, { resetId, otp: world.newestOtp(), ...call });
    if (outcome.kind !== 'verified') throw new Error(outcome.kind);
    const passwords = { newPassword: NEW_PASSWORD, confirmPassword: NEW_PASSWORD };
    return step(
      'complete-reset',
      { resetToken: outcome.resetToken.reveal(), ...passwords },
      {
        run: async (request, caller) => ({
          ...(await completeReset(world, rules, { ...request, ...caller })),
          loginUrl: 'https://login.example.com/',
        }),
      },
    );
  },
  'remind-user-id': async (world) =>
    step(
      'remind-user-id',
      { email: 'alice@example.com' },
      {
        count: (_request, caller) => countReminder(world, rules, caller),
        run: (request, caller, limit) => remindUserId(world, { ...request, ...caller }, limit),
      },
    ),
  'log-in': async (world) =>
    step(
      'log-in',
      { userId: 'alice', password: OLD_PASSWORD },
      {
        count: (_request, caller) => countLogIn(world, rules, caller),
        run: (request, caller, limit) => logIn(world, rules, { ...request, ...caller }, limit),
      },
    ),
};

const tried = Object.keys(STEPS) as OperationId[];

async function call(id: OperationId, use: () => Promise<boolean>, make = STEPS[id]) {
  const world = new World();
  if (make === undefined) throw new Error(`${id} is not tried here`);
  const { steps, body } = await make(world);
  const before = world.resets.writes.length;
  const handler = operationHandler(
    operationOf(id) as never,
    {
      ports: { captcha: { check: async () => ({ kind: 'passed', use }) }, audit: world.audit, clock: world.clock },
      rules: { allowedOrigins: [] },
      telemetry: {
        logger: new Logger({ logLevel: 'SILENT' }),
        metrics: new Metrics({ namespace: 'test', serviceName: id, logger: silent }),
        count: () => {},
      },
    },
    steps,
  );
  const answer = await handler(apiEvent({ ...body, captchaToken: 'token' }) as never, lambdaContext);
  return { world, answer, writes: world.resets.writes.slice(before).map(({ lastEvent }) => lastEvent.event) };
}

/** What may have been done for a call whose token turned out to be used: a guess is counted, and never compared. */
const counted = (id: OperationId): string[] => (id === 'verify-otp' ? ['otp_attempted'] : []);

const named = (Object.keys(operations) as OperationId[]).filter((id) => operationOf(id).captchaAction !== undefined);

/** A body that the operation takes: the examples of its fields, and of two that stand for each other the first. */
function exampleBody(id: OperationId): object {
  const schema = operationOf(id).request?.() as unknown as { readonly shape: object };
  return Object.fromEntries(
    Object.keys(schema.shape)
      .filter((name) => fieldNamed(name).alternative !== true)
      .map((name) => [name, fieldNamed(name).example]),
  );
}

test.each(named)('%s does not begin for a token that was used before', async (id) => {
  const begun: string[] = [];
  const step = (use: boolean) =>
    call(
      id,
      async () => use,
      async () => ({
        body: exampleBody(id),
        steps: { run: async () => Promise.reject(new Error(String(begun.push(id)))) } as Step['steps'],
      }),
    );
  expect((await step(false)).answer.statusCode).toBe(400);
  expect(begun).toEqual([]);
  expect((await step(true)).answer.statusCode).toBe(503);
  expect(begun).toEqual([id]);
});

test('every use case here belongs to an operation with a captcha', () => {
  expect(named).toEqual(expect.arrayContaining(tried));
  expect(tried.length).toBeGreaterThanOrEqual(6);
});

describe.each(tried)('a token that its provider lets pass again, at %s', (id) => {
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
  expect(
    await world.credentials.authenticate('alice', new Secret(OLD_PASSWORD), async () => 'by-account'),
  ).toBeDefined();
}

test('an operation that ignores its captcha does nothing for a token that was used before', async () => {
  const done: string[] = [];
  const careless: Step['steps'] = {
    count: async () => void done.push('counted') as never,
    run: async () => void done.push('changed') as never,
  };
  const { answer } = await call(
    'complete-reset',
    async () => false,
    async () => ({ ...(await STEPS['complete-reset']?.(new World())), steps: careless }) as Step,
  );
  expect(answer.statusCode).toBe(400);
  expect(done).toEqual(['counted']);
});

test('a login with a used token is counted against its source, and opens no session', async () => {
  const world = new World();
  const logIn = STEPS['log-in'];
  if (logIn === undefined) throw new Error('log-in is not tried here');
  const again = (used: boolean) =>
    call(
      'log-in',
      async () => !used,
      () => logIn(world),
    );
  for (let logins = 0; logins < rules.loginsPerSourcePerHour; logins++)
    expect((await again(true)).answer.statusCode).toBe(400);
  expect(world.sessions.size).toBe(0);
  expect((await again(false)).answer.statusCode).toBe(429);
});

import { createServer } from 'node:http';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { checkpointsOf } from '../../functions/domain/audit-checkpoint.ts';
import type { AuditedRecord } from '../../functions/domain/audit-facts.ts';
import type { RequestRecord } from '../../functions/domain/reset-record.ts';
import { type Password, Secret } from '../../functions/domain/secret.ts';
import { operationHandler } from '../../functions/http/operation-handler.ts';
import { mailConsumer as declaredMailConsumer } from '../../functions/operations/background/mail-consumer.ts';
import { redelivery as declaredRedelivery } from '../../functions/operations/background/redelivery.ts';
import { completeReset as declaredCompleteReset } from '../../functions/operations/complete-reset.ts';
import { Problem } from '../../functions/operations/problems.ts';
import { wire } from '../../functions/runtime/wire.ts';
import { type OperationId, operationOf } from '../../functions/operations/index.ts';
import type { CaptchaOutcome } from '../../functions/ports.ts';
import { redelivery } from '../../functions/triggers/redelivery.ts';
import { auditConsumer } from '../../functions/triggers/audit-consumer.ts';
import { mailConsumer } from '../../functions/triggers/mail-consumer.ts';
import type { Telemetry } from '../../functions/runtime/telemetry.ts';
import { completeReset } from '../../functions/use-cases/complete-reset.ts';
import { reportReset } from '../../functions/use-cases/report-reset.ts';
import { listen } from '../../local/listen.ts';
import { FakeClock } from '../../testkit/fakes/fake-clock.ts';
import { RecordingAuditLog } from '../../testkit/fakes/recording-audit-log.ts';
import { rules, World } from '../../testkit/fakes/world.ts';
import { callFrom } from '../../testkit/fakes/caller.ts';
import { silent } from '../../testkit/fakes/silent-console.ts';
import { apiEvent, lambdaContext } from '../unit/http/api-event.ts';
import { remindUserId, startReset, verifyOtp } from '../../testkit/fakes/calls.ts';

const source = '198.51.100.7';
/** Telemetry that remembers the counted metrics. */
export function recorder(): { telemetry: Telemetry<string>; counted: Set<string> } {
  const counted = new Set<string>();
  const telemetry = {
    logger: new Logger({ logLevel: 'SILENT' }),
    metrics: new Metrics({ namespace: 'test', logger: silent }),
    count: (outcome: string) => void counted.add(outcome),
  };
  return { telemetry, counted };
}

/** A valid body of an operation. */
const BODY = {
  userId: 'alice',
  email: 'alice@example.com',
  captchaToken: 'token',
  resetId: 'a'.repeat(43),
  otp: '12345678',
  resetToken: `${'a'.repeat(43)}.${'b'.repeat(43)}`,
  reportToken: `${'a'.repeat(43)}.${'b'.repeat(43)}`,
  newPassword: 'a brand new password',
  confirmPassword: 'a brand new password',
  password: 'a brand new password',
};

/** Metrics that the middleware chain of an operation counts, over every outcome of a call. */
export async function countedByOperation(id: OperationId): Promise<Set<string>> {
  const { request, problems, captchaAction, method, capabilities } = operationOf(id);
  const { telemetry, counted } = recorder();
  const fields = request === undefined ? [] : Object.keys((request() as unknown as { shape: object }).shape);
  const body = Object.fromEntries(Object.entries(BODY).filter(([field]) => fields.includes(field)));
  const call = async (
    operate: () => Promise<unknown>,
    human: CaptchaOutcome = { kind: 'passed', use: async () => true },
  ) => {
    const ports = {
      captcha: { check: async () => human },
      audit: new RecordingAuditLog(),
      clock: new FakeClock(),
      ...('originSecret' in capabilities && { originSecret: { accepts: async () => false } }),
    };
    const handler = operationHandler(
      { ...operationOf(id), answer: (answer: unknown) => answer },
      { ports, rules: { allowedOrigins: [] }, telemetry },
      { run: operate },
    );
    const headers = {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${'s'.repeat(43)}`,
      'X-Origin-Secret': 'forged',
    };
    await handler(apiEvent(request === undefined ? '' : body, { httpMethod: method, headers }) as never, lambdaContext);
  };
  await call(async () => ({}));
  for (const code of problems) await call(async () => new Problem(code));
  await call(() => Promise.reject(new Error('a fault')));
  if (captchaAction !== undefined) {
    await call(async () => ({}), { kind: 'rejected', reason: 'low-score' });
    await call(async () => ({}), { kind: 'unavailable', reason: 'TimeoutError' });
    await call(async () => ({}), { kind: 'unavailable', reason: 'configuration invalid-input-secret' });
  }
  return counted;
}

const streamEvent = (records: readonly AuditedRecord[]): DynamoDBStreamEvent => ({
  Records: records.map((record, index) => ({
    eventID: String(index),
    dynamodb: {
      SequenceNumber: String(index),
      NewImage: marshall(record, { removeUndefinedValues: true }) as never,
    },
  })),
});

/** A world with every event that an operator watches. */
async function eventfulWorld(): Promise<World> {
  const world = new World();
  const verified = async (userId: string) => {
    const { resetId } = await world.start(userId);
    const outcome = await verifyOtp(world, rules, { resetId, otp: world.newestOtp(), ...callFrom(source) });
    if (outcome.kind !== 'verified') throw new Error(outcome.kind);
    return outcome.resetToken;
  };
  const complete = (resetToken: Awaited<ReturnType<typeof verified>>, text: string) =>
    completeReset(world, rules, { resetToken, newPassword: new Secret(text) as Password, ...callFrom(source) });

  const token = await verified('alice');
  await complete(token, 'short');
  await complete(token, 'a brand new password');
  await world.deliver();
  const notice = world.mailer.of('password-changed').at(-1);
  if (notice !== undefined) await reportReset(world, { reportToken: notice.reportToken, ...callFrom(source) });

  const interrupted = await verified('bob');
  world.directory.fault = 'before-change';
  await complete(interrupted, 'another brand new one');
  world.directory.fault = 'none';
  for (const _look of ['overdue', 'not changed']) {
    world.clock.advance(120);
    await world.redeliver();
  }

  const { resetId } = await world.start('dana');
  const wrong = new Secret('0000000000') as ReturnType<World['newestOtp']>;
  for (let guess = 0; guess < rules.attemptsPerCode; guess++)
    await verifyOtp(world, rules, { resetId, otp: wrong, ...callFrom(source) });

  await remindUserId(world, rules, { email: 'dana@example.com', ...callFrom('198.51.101.1') });
  await world.deliver();
  await world.start('nobody');
  await startReset(world, rules, { userId: 'alice', ...callFrom(source) });
  world.clock.advance(rules.otpLifetime + 1);
  await world.deliver();

  const untold = await verified('dana.admin');
  world.mailer.mode = 'reject';
  await complete(untold, 'yet another brand new one');
  await world.deliver();
  world.clock.advance(86_400);
  await world.start('bob', '198.51.102.1');
  world.mailer.mode = 'accept';
  for (let code = 0; code <= rules.codesPerDay; code++) {
    await world.start('bob', `198.51.103.${code}`);
    world.clock.advance(3600);
  }
  return world;
}

export async function countedByAuditConsumer(): Promise<Set<string>> {
  const { telemetry, counted } = recorder();
  const world = await eventfulWorld();
  const period = { from: world.clock.now(), until: world.clock.now() };
  const checkpoints = checkpointsOf(period, [], { last: 0, at: world.clock.now() });
  await auditConsumer(world, telemetry)(streamEvent([...(world.resets.writes as RequestRecord[]), ...checkpoints]));
  const unreadable = { current: () => Promise.reject(new Error('no key')) };
  await auditConsumer(
    { trail: world.trail, macKeys: unreadable, build: 'build' },
    telemetry,
  )(streamEvent(world.resets.writes.slice(0, 1) as RequestRecord[]));
  return counted;
}

/** Metrics of a function as CloudWatch reads them from its log. */
interface EmfRecord {
  readonly _aws: {
    readonly CloudWatchMetrics: { readonly Dimensions: string[][]; readonly Metrics: { Name: string }[] }[];
  };
}
const emfOf = ({ metrics }: Pick<Telemetry<string>, 'metrics'>) => metrics.serializeMetrics() as unknown as EmfRecord;
export const namesIn = (emf: EmfRecord) =>
  emf._aws.CloudWatchMetrics.flatMap(({ Metrics: names }) => names.map(({ Name }) => Name));

/** Runs with a server that gives this answer to every call. */
async function answering<Result>(
  [status, body]: [number, string],
  take: (url: string) => Promise<Result>,
): Promise<Result> {
  const server = await listen(
    createServer((_, response) =>
      response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0' }).end(body),
    ),
    0,
  );
  try {
    return await take(server.url);
  } finally {
    await server.stop();
  }
}

const REFUSED = JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException' });

/** Metrics of a function that mails when the table refuses to count one more mail. */
export const emfOfMailCeiling = (
  declared: typeof declaredMailConsumer | typeof declaredRedelivery,
): Promise<EmfRecord> =>
  answering([400, REFUSED], async (url) => {
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = url;
    const { telemetry, ports } = wire(declared);
    await ports.allowance.take(1);
    return emfOf(telemetry);
  });

const FORBIDDEN =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message/></Error></ErrorResponse>';

/** Metrics of the redelivery when SES refuses a mail for a reason that an operator has to end. */
export const emfOfMailMisconfiguration = (): Promise<EmfRecord> =>
  answering([403, FORBIDDEN], async (url) => {
    process.env['AWS_ENDPOINT_URL_SES'] = url;
    const { telemetry, ports } = wire(declaredRedelivery);
    const message = { kind: 'user-id-list', to: 'dana@example.com', userIds: ['dana'] } as const;
    await expect(ports.mailer.send(message, { request: 'r', recipient: 'r' })).rejects.toThrow('refuses mails');
    return emfOf(telemetry);
  });

export const emfOfBreachOutage = (): Promise<EmfRecord> =>
  answering([503, ''], async (url) => {
    process.env['BREACHED_PASSWORDS_URL'] = url;
    const { telemetry, ports } = wire(declaredCompleteReset);
    await ports.breached?.lookUp(new Secret('a brand new password') as Password);
    return emfOf(telemetry);
  });

export async function countedByMailConsumer(): Promise<Set<string>> {
  const { telemetry, counted } = recorder();
  const world = new World();
  await world.start('alice');
  const records = world.resets.writes.slice(0, 1) as RequestRecord[];
  await mailConsumer(world, rules, telemetry)(streamEvent(records));
  world.directory.fault = 'down';
  await mailConsumer(world, rules, telemetry)(streamEvent(records));
  for (const name of namesIn(await emfOfMailCeiling(declaredMailConsumer))) counted.add(name);
  return counted;
}

export async function countedByRedelivery(): Promise<Set<string>> {
  const { telemetry, counted } = recorder();
  const world = new World();
  world.mailer.mode = 'fail';
  await world.start('alice').catch(() => undefined);
  world.clock.advance(120);
  await redelivery(world, rules, telemetry)().catch(() => undefined);
  world.mailer.mode = 'accept';
  world.clock.advance(120);
  await redelivery(world, rules, telemetry)();
  for (const name of namesIn(await emfOfMailCeiling(declaredRedelivery))) counted.add(name);
  for (const name of namesIn(await emfOfMailMisconfiguration())) counted.add(name);
  return counted;
}

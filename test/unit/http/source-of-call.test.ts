import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { operationHandler } from '../../../functions/http/operation-handler.ts';
import { operationOf } from '../../../functions/operations/index.ts';
import type { OriginSecret } from '../../../functions/ports.ts';
import type { Caller } from '../../../functions/use-cases/source-limit.ts';
import { FakeClock } from '../../../testkit/fakes/fake-clock.ts';
import { RecordingAuditLog } from '../../../testkit/fakes/recording-audit-log.ts';
import { silent } from '../../../testkit/fakes/silent-console.ts';
import { apiEvent, lambdaContext } from './api-event.ts';

const SOCKET = '198.51.100.7';
const SECRET = 'a secret of the stack';
const VIEWER = { 'CloudFront-Viewer-Address': '203.0.113.9:46532' };
const PROOF = { 'X-Origin-Secret': SECRET };

/** Calls an operation; returns its answer and all that it learnt about its caller. */
async function callWith(headers: Record<string, string>, accepts?: OriginSecret['accepts']) {
  const counted: string[] = [];
  const callers: Caller[] = [];
  const found: string[] = [];
  let asked = 0;
  const audit = new RecordingAuditLog();
  const originSecret: OriginSecret = {
    accepts: async (given) => {
      asked += 1;
      return accepts === undefined ? given === SECRET : accepts(given);
    },
  };
  const handler = operationHandler(
    { ...operationOf('start-reset'), answer: (answer: unknown) => answer },
    {
      ports: {
        captcha: {
          async check(_token, _action, source) {
            found.push(await source());
            return { kind: 'passed', use: async () => true };
          },
        },
        audit,
        clock: new FakeClock(),
        originSecret,
      },
      rules: { allowedOrigins: [] },
      telemetry: {
        logger: new Logger({ logLevel: 'SILENT' }),
        metrics: new Metrics({ namespace: 'test', serviceName: 'start-reset', logger: silent }),
        count: (outcome) => void counted.push(outcome),
      },
    },
    { run: async (_request, caller) => void callers.push(caller) },
  );
  const body = { userId: 'alice', captchaToken: 'token' };
  const event = apiEvent(body, { headers: { 'Content-Type': 'application/json', ...headers } });
  const answer = (await handler(event as never, lambdaContext)) as { statusCode: number; body: string };
  return { ...answer, counted, asked, source: callers[0]?.source, prefix: callers[0]?.origin.prefix, found };
}

test('a call that our distribution passed on comes from the viewer: for limits, audit events and captcha', async () => {
  const { source, prefix, found, counted } = await callWith({ ...PROOF, ...VIEWER });
  expect([source, prefix, found]).toEqual(['203.0.113.9', '203.0.113.0/24', ['203.0.113.9']]);
  expect(counted).toEqual(['succeeded']);
});

test('an IPv6 viewer is one too', async () => {
  const headers = { ...PROOF, 'CloudFront-Viewer-Address': '2001:db8:1:2::7:46532' };
  expect(await callWith(headers)).toMatchObject({ source: '2001:db8:1:2::7', prefix: '2001:db8:1::/48' });
});

test('a call that does not claim to come through it reads no secret', async () => {
  const forged = { 'X-Forwarded-For': '203.0.113.9', Forwarded: 'for=203.0.113.9', 'X-Real-IP': '203.0.113.9' };
  expect(await callWith(forged)).toMatchObject({ source: SOCKET, asked: 0, counted: ['succeeded'] });
});

test.each<[string, Record<string, string>]>([
  ['no secret', VIEWER],
  ['an empty secret', { 'X-Origin-Secret': '', ...VIEWER }],
  ['a wrong secret', { 'X-Origin-Secret': `${SECRET}x`, ...VIEWER }],
  ['the secret without an address', PROOF],
  ['the secret and no address', { ...PROOF, 'CloudFront-Viewer-Address': '203.0.113.9' }],
])('a call with %s comes from its socket, once counted', async (_what, headers) => {
  expect(await callWith(headers)).toMatchObject({ source: SOCKET, counted: ['origin-unproven', 'succeeded'] });
});

test('the secret is compared once in a call', async () => {
  expect(await callWith({ ...PROOF, ...VIEWER })).toMatchObject({ asked: 1 });
});

test('a secret that cannot be read is an outage: nobody gets a limit of others', async () => {
  const failing = () => Promise.reject(new Error('Secrets Manager is down'));
  const { statusCode, body, source } = await callWith({ ...PROOF, ...VIEWER }, failing);
  expect([statusCode, source]).toEqual([503, undefined]);
  expect(body).not.toContain(SECRET);
});

import { jest } from '@jest/globals';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { type HandlerParts, operationHandler } from '../../../functions/http/operation-handler.ts';
import type { Caller } from '../../../functions/use-cases/source-limit.ts';
import { Problem } from '../../../functions/operations/problems.ts';
import type { OperationMetric } from '../../../functions/runtime/metrics.ts';
import { type OperationId, operationOf, type RequestOf } from '../../../functions/operations/index.ts';
import type { CaptchaOutcome } from '../../../functions/ports.ts';
import type { Telemetry } from '../../../functions/runtime/telemetry.ts';
import { FakeClock } from '../../../testkit/fakes/fake-clock.ts';
import { RecordingAuditLog } from '../../../testkit/fakes/recording-audit-log.ts';
import { silent } from '../../../testkit/fakes/silent-console.ts';
import { apiEvent, lambdaContext } from './api-event.ts';

const issued = {
  resetId: 'r'.repeat(43),
  reference: 'ABCD-EFGH',
  expiresAt: '2026-11-23T10:10:00.000Z',
  resendAvailableAt: '2026-11-23T10:01:00.000Z',
};

/** What an operation does, up to its answer: the body or a problem. */
type Operate<Id extends OperationId> = (request: RequestOf<Id>, caller: Caller) => Promise<unknown>;

function setUp<Id extends OperationId>(
  id: Id,
  operate: Operate<Id>,
  over: { captcha?: CaptchaOutcome; ports?: Partial<HandlerParts['ports']>; count?: () => Promise<unknown> } = {},
) {
  const logged: unknown[] = [];
  const logger = new Logger({ logLevel: 'CRITICAL' });
  logger.error = (...entry: unknown[]) => logged.push(entry);
  const counted: string[] = [];
  const telemetry: Telemetry<OperationMetric> = {
    logger,
    metrics: new Metrics({ namespace: 'test', serviceName: id, logger: silent }),
    count: (outcome) => counted.push(outcome),
  };
  const audit = new RecordingAuditLog();
  const checks: unknown[][] = [];
  const captcha = {
    check: async (...call: unknown[]) => {
      checks.push(call);
      return over.captcha ?? ({ kind: 'passed', use: async () => true } as const);
    },
  };
  const operation = { ...operationOf(id), answer: (answer: unknown) => answer };
  const handler = operationHandler(
    operation,
    {
      ports: { captcha, audit, clock: new FakeClock(), ...over.ports },
      rules: { allowedOrigins: ['https://login.example.com', 'https://app.example.com'] },
      telemetry,
    },
    { count: over.count, run: (request, caller) => operate(request as RequestOf<Id>, caller) },
  );
  const call = async (event: APIGatewayProxyEvent) => {
    const answer: APIGatewayProxyResult = await handler(event as never, lambdaContext);
    return { ...answer, problem: answer.body === '' ? {} : (JSON.parse(answer.body) as Record<string, unknown>) };
  };
  return { call, audit, checks, counted, logged };
}

const start = (over: Parameters<typeof setUp>[2] = {}) => {
  const operate = jest.fn<Operate<'start-reset'>>(async () => issued);
  return { operate, ...setUp('start-reset', operate, over as never) };
};

const valid = { userId: 'alice', captchaToken: 'token' };

describe('an operation', () => {
  test('gets the parsed request and the socket address, and its answer goes out with its status', async () => {
    const { operate, call, counted, checks } = start();
    const answer = await call(
      apiEvent(
        { ...valid, locale: 'en' },
        { headers: { 'content-type': 'application/json; charset=utf-8', 'X-Forwarded-For': '1.2.3.4' } },
      ),
    );
    expect(answer).toMatchObject({ statusCode: 202, problem: issued, headers: { 'Cache-Control': 'no-store' } });
    expect(operate).toHaveBeenCalledWith(
      expect.objectContaining({ userId: 'alice', locale: 'en' }),
      expect.objectContaining({ source: '198.51.100.7' }),
    );
    expect(checks).toEqual([[expect.anything(), 'request_reset', expect.any(Function)]]);
    expect(counted).toEqual(['succeeded']);
  });

  test.each([
    ['a space after a word that a phone suggested', 'alice ', 'alice'],
    ['a space before it', ' alice', 'alice'],
    ['a space that does not break', '\u00a0alice\u3000', 'alice'],
    ['a space within', 'alice smith', 'alice smith'],
  ])('gets a user ID without the spaces around it: %s', async (_what, userId, expected) => {
    const { operate, call } = start();
    await call(apiEvent({ ...valid, userId }));
    expect(operate.mock.calls[0]?.[0]).toMatchObject({ userId: expected });
  });

  test.each([
    ['en-US-u-fw-mon-mu-celsius', 'en-US-u-fw-mon-mu-celsius'],
    ['de-DE-u-co-phonebk', 'de-DE-u-co-phonebk'],
    ['en_US', 'en-US'],
    ['zh_Hans_CN', 'zh-Hans-CN'],
    [' fr ', 'fr'],
    ['', undefined],
    ['<b>', undefined],
    ['e', undefined],
    ['en;q=1', undefined],
    ['C.UTF-8', undefined],
    [`en-${'a'.repeat(9)}`, undefined],
    [`en${'-aaaaaaa'.repeat(13)}`, undefined],
    ['en\ud800', undefined],
  ])('gets the language %j of a device as %j', async (locale, expected) => {
    const { operate, call } = start();
    expect((await call(apiEvent({ ...valid, locale }))).statusCode).toBe(202);
    expect(operate.mock.calls[0]?.[0].locale).toBe(expected);
  });

  test.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['America/Argentina/Buenos_Aires', expect.stringMatching(/Buenos_Aires$/)],
    ['Asia/Kolkata', expect.stringMatching(/^Asia\/(?:Calcutta|Kolkata)$/)],
    ['Etc/GMT+3', 'Etc/GMT+3'],
    ['UTC', 'UTC'],
    ['', undefined],
    ['Mars/Olympus', undefined],
    ['+01:00', undefined],
    ['Europe/Berlin\r\nBcc: a@example.com', undefined],
    ['<b>', undefined],
    [`A/${'a'.repeat(8000)}`, undefined],
  ])('gets the time zone %j of a device as %j', async (timeZone, expected) => {
    const { operate, call } = start();
    expect((await call(apiEvent({ ...valid, timeZone }))).statusCode).toBe(202);
    expect(operate.mock.calls[0]?.[0].timeZone).toEqual(expected);
  });

  test('gets the families of the browser that the User-Agent names, and nothing else of it', async () => {
    const { operate, call } = start();
    const userAgent = 'Mozilla/5.0 (Windows NT 10.0; <b>) Firefox/143.0 evil.example';
    const { headers } = apiEvent(valid);
    await call(apiEvent(valid, { headers: { ...headers, 'USER-AGENT': userAgent } }));
    await call(apiEvent(valid, { headers: { ...headers, 'User-Agent': 'evil.example' } }));
    await call(apiEvent(valid));
    const callers = operate.mock.calls.map(([, caller]) => caller);
    expect(callers.map(({ browser }) => browser)).toEqual([
      { family: 'Firefox', system: 'Windows' },
      undefined,
      undefined,
    ]);
    expect(JSON.stringify(operate.mock.calls)).not.toMatch(/evil|<b>|143/);
  });

  test.each<[string, unknown, Partial<APIGatewayProxyEvent>, number, unknown[]]>([
    ['no body', '', { body: null }, 400, []],
    ['text', 'hello', {}, 400, []],
    ['an array', [valid], {}, 400, []],
    ['null', 'null', {}, 400, []],
    ['a key twice', '{"userId":"alice","captchaToken":"token","userId":"bob"}', {}, 400, []],
    ['a key twice, once escaped', '{"userId":"alice","captchaToken":"token","user\\u0049d":"bob"}', {}, 400, []],
    ['another content type', valid, { headers: { 'Content-Type': 'text/plain' } }, 415, []],
    ['no content type', valid, { headers: {} }, 415, []],
    ['more than 8 KiB', { ...valid, userId: 'a'.repeat(9000) }, {}, 413, []],
    ['deep nesting', '['.repeat(4000) + ']'.repeat(4000), {}, 400, []],
    ['base64', valid, { isBase64Encoded: true }, 400, []],
    ['a query', valid, { queryStringParameters: { userId: 'bob' } }, 400, []],
    ['a missing field', { captchaToken: 'token' }, {}, 400, [{ field: 'userId', detail: 'is missing' }]],
    ['a number', { ...valid, userId: 7 }, {}, 400, [{ field: 'userId', detail: 'must be a string' }]],
    [
      'an array for a string',
      { ...valid, userId: ['alice', 'bob'] },
      {},
      400,
      [{ field: 'userId', detail: 'must be a string' }],
    ],
    [
      'an object for a string',
      { ...valid, userId: { $ne: '' } },
      {},
      400,
      [{ field: 'userId', detail: 'must be a string' }],
    ],
    [
      'an empty field',
      { ...valid, userId: '' },
      {},
      400,
      [{ field: 'userId', detail: 'must have at least 1 characters' }],
    ],
    [
      'a long field',
      { ...valid, userId: 'a'.repeat(129) },
      {},
      400,
      [{ field: 'userId', detail: 'must have at most 128 characters' }],
    ],
    [
      'control characters',
      { ...valid, userId: 'a\r\nBcc: b@example.com' },
      {},
      400,
      [{ field: 'userId', detail: 'must not contain control characters, nor percent-encoded ones' }],
    ],
    [
      'a lone surrogate',
      '{"userId":"\\ud800","captchaToken":"token"}',
      {},
      400,
      [{ field: 'userId', detail: 'must be well-formed Unicode' }],
    ],
    [
      'an unknown field',
      { ...valid, email: 'a@b' },
      {},
      400,
      [{ field: 'email', detail: 'is not a field of this request' }],
    ],
    [
      '__proto__',
      '{"userId":"alice","captchaToken":"token","__proto__":{"admin":true}}',
      {},
      400,
      [{ field: '__proto__', detail: 'is not a field of this request' }],
    ],
  ])('is not reached by %s', async (_what, body, over, status, errors) => {
    const { operate, call, checks } = start();
    const answer = await call(apiEvent(body, over));
    expect(answer.statusCode).toBe(status);
    expect(answer.problem).toMatchObject({ code: 'invalid-request', status });
    expect(answer.headers?.['Content-Type']).toBe('application/problem+json');
    expect(answer.problem['errors'] ?? []).toEqual(expect.arrayContaining(errors));
    expect(answer.problem['detail']).toEqual(expect.stringMatching(/\.$/));
    expect(operate).not.toHaveBeenCalled();
    expect(checks).toEqual([]);
  });

  test.each<[CaptchaOutcome, number, string, string]>([
    [{ kind: 'rejected', reason: 'other-action' }, 400, 'captcha-rejected', 'human_check_failed'],
    [{ kind: 'unavailable', reason: 'TimeoutError' }, 503, 'captcha-unavailable', 'human_check_unavailable'],
  ])('is not reached when the captcha says %o', async (human, status, code, event) => {
    const { operate, call, audit } = start({ captcha: human });
    const answer = await call(apiEvent(valid));
    expect(answer).toMatchObject({ statusCode: status, problem: { code } });
    expect(operate).not.toHaveBeenCalled();
    expect(audit.events).toMatchObject([{ event, reason: `request_reset ${human.kind !== 'passed' && human.reason}` }]);
  });

  test.each<[string, string[]]>([
    ['configuration invalid-input-secret', ['captcha-misconfigured', 'captcha-unavailable']],
    ['TimeoutError', ['captcha-unavailable']],
  ])('counts a captcha that is unavailable for %s as %o', async (reason, outcomes) => {
    const { call, counted } = start({ captcha: { kind: 'unavailable', reason } });
    await call(apiEvent(valid));
    expect(counted).toEqual(outcomes);
  });

  test('tells a problem as it is', async () => {
    const { call, counted } = setUp(
      'start-reset',
      async () => new Problem('rate-limited', { retryAfterSeconds: 59.2 }),
    );
    const answer = await call(apiEvent(valid));
    expect(answer).toMatchObject({ statusCode: 429, headers: { 'Retry-After': '60' } });
    expect(answer.problem).toEqual({
      type: 'urn:problem:password-reset:rate-limited',
      title: 'Too many requests',
      status: 429,
      code: 'rate-limited',
    });
    expect(counted).toEqual(['rate-limited']);
  });

  test('says nothing about an error, and logs it without what the caller sent', async () => {
    const { call, logged } = setUp('start-reset', async ({ userId }) => {
      throw new Error(`the table has no ${userId}`);
    });
    const answer = await call(apiEvent({ ...valid, userId: 'secret-name' }));
    expect(answer).toMatchObject({ statusCode: 503, problem: { code: 'service-unavailable' } });
    expect(answer.body).not.toMatch(/table|at |Error/);
    expect(JSON.stringify(logged)).toContain('operation-handler.test.ts');
    expect(JSON.stringify(logged)).not.toContain('secret-name');
  });

  test.each([
    ['https://login.example.com', 'https://login.example.com'],
    ['https://app.example.com', 'https://app.example.com'],
    ['https://evil.example', undefined],
    ['https://login.example.com.evil.example', undefined],
    ['null', undefined],
  ])('lets the origin %s read its answer as %s', async (origin, allowed) => {
    const { call } = start();
    for (const body of [valid, {}]) {
      const { headers } = await call(
        apiEvent(body, { headers: { 'Content-Type': 'application/json', Origin: origin } }),
      );
      expect(headers?.['Access-Control-Allow-Origin']).toBe(allowed);
    }
  });

  test('answers with the headers that keep a browser careful', async () => {
    const { headers } = await start().call(apiEvent(valid));
    expect(headers).toMatchObject({
      'Strict-Transport-Security': expect.stringContaining('max-age='),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      Vary: 'Origin',
    });
  });

  test('with an action cannot be put together without a captcha', () => {
    const telemetry = { logger: new Logger(), metrics: new Metrics(), count: () => {} };
    expect(() =>
      operationHandler(
        operationOf('start-reset'),
        { ports: { clock: new FakeClock() }, rules: { allowedOrigins: [] }, telemetry },
        { run: async () => issued as never },
      ),
    ).toThrow('start-reset needs a captcha');
  });

  test('without a body takes none, and its empty answer is empty', async () => {
    const { call } = setUp('log-out', async () => undefined);
    const headers = { Authorization: `Bearer ${'s'.repeat(43)}` };
    expect(await call(apiEvent('', { httpMethod: 'DELETE', headers }))).toMatchObject({ statusCode: 204, body: '' });
    expect(await call(apiEvent({ a: 1 }, { httpMethod: 'DELETE', headers }))).toMatchObject({ statusCode: 400 });
  });

  test.each([undefined, 'Bearer', 'Bearer short', `Basic ${'s'.repeat(43)}`])(
    'of a session refuses the header %s before it reads a key for it',
    async (Authorization) => {
      const operate = jest.fn<Operate<'log-out'>>(async () => undefined);
      const current = jest.fn<() => Promise<never>>().mockRejectedValue(new Error('read'));
      const { call, counted } = setUp('log-out', operate, { ports: { subjectKeys: { current } } });
      const answer = await call(apiEvent('', { httpMethod: 'DELETE', headers: { Authorization } as never }));
      expect(answer.statusCode).toBe(401);
      expect(answer.problem).toMatchObject({ code: 'login-rejected' });
      expect(counted).toEqual(['login-rejected']);
      expect(operate).not.toHaveBeenCalled();
      expect(current).not.toHaveBeenCalled();
    },
  );

  test.each(['', '\ud800', 'x'.repeat(1025)])('names both passwords when neither can be one', async (text) => {
    const { call } = setUp('complete-reset', async () => ({ loginUrl: 'https://login.example.com/' }));
    const resetToken = `${'a'.repeat(43)}.${'b'.repeat(43)}`;
    const answer = await call(
      apiEvent({ resetToken, newPassword: text, confirmPassword: text, captchaToken: 'token' }),
    );
    expect(answer.problem).toMatchObject({
      code: 'invalid-request',
      errors: [{ field: 'newPassword' }, { field: 'confirmPassword' }],
    });
  });

  test('names the second password when the two differ', async () => {
    const { call } = setUp('complete-reset', async () => ({ loginUrl: 'https://login.example.com/' }));
    const resetToken = `${'a'.repeat(43)}.${'b'.repeat(43)}`;
    const answer = await call(
      apiEvent({ resetToken, newPassword: 'one', confirmPassword: 'two', captchaToken: 'token' }),
    );
    expect(answer.problem['errors']).toEqual([{ field: 'confirmPassword', detail: 'must equal newPassword' }]);
  });
});

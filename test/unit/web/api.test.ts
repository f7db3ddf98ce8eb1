import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { operations } from '../../../functions/operations/index.ts';
import { clockDifference, parseRetryAfter } from '../../../client/src/exchange.ts';
import { type Api, apiAt, parseProblem } from '../../../web/api.ts';

describe('Retry-After', () => {
  const now = Date.parse('2030-01-01T00:00:00Z');

  test.each([
    ['120', 120],
    ['Tue, 01 Jan 2030 00:01:30 GMT', 90],
    ['Mon, 31 Dec 2029 23:00:00 GMT', 0],
    ['soon', undefined],
    [null, undefined],
  ])('%s is %s seconds', (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });
});

describe('a problem document', () => {
  test('is read with its additions', () => {
    const document = {
      code: 'otp-rejected',
      status: 400,
      attemptsLeft: 3,
      reasons: ['a', 1],
      errors: [{ field: 'otp' }, 7],
    };
    expect(parseProblem(400, document)).toEqual({
      code: 'otp-rejected',
      fields: ['otp'],
      attemptsLeft: 3,
      reasons: ['a'],
      retryAfter: undefined,
    });
  });

  test.each([
    [429, 'rate-limited'],
    [502, 'service-unavailable'],
    [504, 'service-unavailable'],
    [403, 'unexpected'],
  ])('that is missing from a %i counts as %s', (status, code) => {
    expect(parseProblem(status, '<html>').code).toBe(code);
    expect(parseProblem(status, { code: 'toString' }).code).toBe(code);
    expect(parseProblem(status, undefined).code).toBe(code);
  });
});

describe('the clock of the service', () => {
  const now = 1_900_000_000_000;

  test('is used if the clocks differ', () => {
    expect(clockDifference(now + 600_000, now)).toBe(600_000);
    expect(clockDifference(now - 600_000, now)).toBe(-600_000);
  });

  test('counts as equal within the resolution of the Date header, and if it is unknown', () => {
    expect(clockDifference(now - 1_900, now)).toBe(0);
    expect(clockDifference(Number.NaN, now)).toBe(0);
  });
});

describe('the client', () => {
  let server: Server;
  let api: Api;
  let seen: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }[] = [];
  let respond: RequestListener;

  beforeEach(async () => {
    seen = [];
    respond = (_request, response) => response.writeHead(204).end();
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method, url, headers } = request;
        seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
        respond(request, response);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    api = apiAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  test('sends a body as JSON to the path of the contract', async () => {
    respond = (_request, response) =>
      response.writeHead(202, { 'content-type': 'application/json' }).end('{"resetId":"r"}');
    const answer = await api('start-reset', { body: { userId: 'alice', captchaToken: 'token' } });
    expect(answer).toMatchObject({ ok: true, body: { resetId: 'r' } });
    const { method, path } = operations['start-reset'];
    expect(seen).toMatchObject([
      {
        method,
        url: `/v1${path}`,
        headers: { 'content-type': 'application/json' },
        body: '{"userId":"alice","captchaToken":"token"}',
      },
    ]);
  });

  test('sends a session token only in the header', async () => {
    expect(await api('log-out', { bearer: 'abc' })).toMatchObject({ ok: true, body: undefined });
    expect(seen).toMatchObject([
      { method: 'DELETE', url: '/v1/sessions/current', headers: { authorization: 'Bearer abc' }, body: '' },
    ]);
  });

  test('returns the problem of the answer', async () => {
    respond = (_request, response) =>
      response
        .writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': '30' })
        .end('{"code":"rate-limited"}');
    const answer = await api('log-in', { body: { userId: 'a', password: 'b', captchaToken: 'c' } });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'rate-limited', retryAfter: 30 } });
  });

  test('rejects a success answer with a broken body', async () => {
    respond = (_request, response) => response.writeHead(202, { 'content-type': 'application/json' }).end('{"resetId"');
    const answer = await api('start-reset', { body: { userId: 'alice', captchaToken: 'token' } });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'unexpected' } });
  });

  test('needs no body if the contract has none', async () => {
    respond = (_request, response) => response.writeHead(202, { 'content-type': 'application/json' }).end();
    expect(await api('report-reset', { body: { reportToken: 'x' } })).toMatchObject({ ok: true });
  });

  test('reports that no answer came', async () => {
    respond = (request) => request.socket.destroy();
    expect(await api('report-reset', { body: { reportToken: 'x' } })).toMatchObject({
      ok: false,
      failure: { code: 'unreachable' },
    });
  });
});

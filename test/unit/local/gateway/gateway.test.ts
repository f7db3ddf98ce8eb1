import { mkdtempSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { Gateway, type RequestLine } from '../../../../local/gateway/gateway.ts';
import type { Listening } from '../../../../local/listen.ts';
import { freePortBase } from '../../../../local/ports.ts';
import { type FunctionsOnDisk, startFunctions } from '../lambda/functions-on-disk.ts';
import { apiTemplate } from './api-template.ts';

const ECHO = `export const handler = async (event) => {
  if (event.path === '/pets/slow') await new Promise((resume) => setTimeout(resume, 5000));
  if (event.path === '/pets/malformed') return 'no answer';
  if (event.path === '/pets/fails') throw new Error('inside');
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) };
};`;

let functions: FunctionsOnDisk;
let gateway: Listening;
let accessLog: string;
const lines: RequestLine[] = [];

beforeAll(async () => {
  functions = await startFunctions();
  const echo = functions.add(ECHO);
  accessLog = join(mkdtempSync(join(functions.folder, 'logs-')), 'access.jsonl');
  gateway = await new Gateway({
    template: apiTemplate(),
    port: await freePortBase(),
    functionNamed: () => echo,
    accessLog,
    onRequest: (line) => lines.push(line),
    warn: () => {},
  }).start();
});
afterAll(async () => {
  await gateway.stop();
  await functions.stop();
});

test('a function gets the proxy event of API Gateway', async () => {
  const response = await fetch(`${gateway.url}/v1/pets/a%2Fb?x=1&x=2&y=%C3%BC`, {
    headers: { 'X-Forwarded-For': '9.9.9.9' },
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    resource: '/pets/{id}',
    path: '/pets/a%2Fb',
    httpMethod: 'GET',
    pathParameters: { id: 'a/b' },
    queryStringParameters: { x: '2', y: 'ü' },
    multiValueQueryStringParameters: { x: ['1', '2'], y: ['ü'] },
    headers: { 'X-Forwarded-For': '9.9.9.9, 127.0.0.1' },
    body: null,
    isBase64Encoded: false,
    stageVariables: null,
    requestContext: {
      stage: 'v1',
      path: '/v1/pets/a%2Fb',
      resourcePath: '/pets/{id}',
      requestId: response.headers.get('x-amzn-requestid'),
      identity: { sourceIp: '127.0.0.1' },
    },
  });
});

test('the source address is that of the socket, and headers come as they were sent', async () => {
  const body = await new Promise<string>((resolve, reject) => {
    const outgoing = httpRequest(
      `${gateway.url}/v1/pets`,
      { method: 'POST', localAddress: '127.9.8.7', headers: { 'X-CaSe': ['one', 'two'] } },
      (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => {
          text += chunk.toString('utf8');
        });
        answer.on('end', () => resolve(text));
      },
    );
    outgoing.on('error', reject);
    outgoing.end('{"a":1}');
  });
  expect(JSON.parse(body)).toMatchObject({
    body: '{"a":1}',
    headers: { 'X-CaSe': 'two' },
    multiValueHeaders: { 'X-CaSe': ['one', 'two'] },
    requestContext: { identity: { sourceIp: '127.9.8.7' } },
  });
});

test('an unknown path gets the gateway response of the template', async () => {
  const response = await fetch(`${gateway.url}/v1/pets/`, { method: 'POST' });
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toEqual({ code: 'not-found', id: response.headers.get('x-amzn-requestid') });
});

test('outside the stage there is nothing, and no gateway response applies', async () => {
  const response = await fetch(`${gateway.url}/v2/pets`);
  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({ message: 'Forbidden' });
});

test('a body over 10 MB is refused with 413 and the default response for its class', async () => {
  const response = await fetch(`${gateway.url}/v1/pets`, { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) });
  expect(response.status).toBe(413);
  expect(response.headers.get('x-path')).toBe('/pets');
  expect(await response.json()).toEqual({ detail: 'HTTP content length exceeded 10485760 bytes.' });
});

test.each(['malformed', 'fails'])('a function that is %s answers 502 without a word of why', async (path) => {
  const response = await fetch(`${gateway.url}/v1/pets/${path}`);
  expect(response.status).toBe(502);
  expect(await response.text()).toBe('{"message":"Internal server error"}');
});

test('a function that is late answers 504', async () => {
  const response = await fetch(`${gateway.url}/v1/pets/slow`);
  expect(response.status).toBe(504);
  expect(await response.json()).toEqual({ message: 'Endpoint request timed out' });
});

test('more calls than the stage admits answer 429', async () => {
  const statuses: number[] = [];
  for (let call = 0; call < 3; call += 1) statuses.push((await fetch(`${gateway.url}/v1/pets/mine`)).status);
  expect(statuses).toEqual([200, 200, 429]);
});

test.each([
  ['http://login.example', 'http://login.example'],
  ['http://login.example.evil', null],
  ['http://loginXexample', null],
])('the preflight of %s allows %s', async (origin, allowed) => {
  const response = await fetch(`${gateway.url}/v1/pets`, { method: 'OPTIONS', headers: { origin } });
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-methods')).toBe('POST');
  expect(response.headers.get('access-control-allow-origin')).toBe(allowed);
});

test('each request leaves one line in the access log and one for the console', async () => {
  const agent = 'agent "quoted" \\ $context.requestId';
  const response = await fetch(`${gateway.url}/v1/pets/9`, { headers: { 'user-agent': agent } });
  await response.text();
  const last = readFileSync(accessLog, 'utf8').trim().split('\n').at(-1) ?? '';
  const id = response.headers.get('x-amzn-requestid');
  expect(JSON.parse(last)).toEqual({ id, status: '200', path: '/pets/{id}', agent });
  expect(lines.at(-1)).toMatchObject({ method: 'GET', path: '/v1/pets/9', status: 200, by: 'echo' });
});

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { BreachedPasswordRange } from '../../../functions/adapters/breached-password-range.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import { listen, type Listening } from '../../../local/listen.ts';

const TEXT = 'correct horse battery staple';
const hash = createHash('sha1').update(TEXT).digest('hex').toUpperCase();
const [prefix, suffix] = [hash.slice(0, 5), hash.slice(5)];
const other = (first: string) => first + suffix.slice(1).split('').reverse().join('');

let servers: Listening[] = [];
let requests: IncomingMessage[] = [];
let outages = 0;
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
});

async function lookUp(listener: RequestListener) {
  requests = [];
  outages = 0;
  const rangeApi = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  const server = await listen(rangeApi, 0);
  servers.push(server);
  return new BreachedPasswordRange(`${server.url}/range`, () => outages++).lookUp(new Secret(TEXT));
}

const answering = (...lines: string[]) => lookUp((_, response) => response.end(lines.join('\r\n')));

test('a password in the range is listed', async () => {
  expect(await answering(`${other('0')}:3`, `${suffix}:1203`, `${other('F')}:1`)).toEqual({ kind: 'listed' });
});

test('a password that is not in the range is not listed, nor is one that is only padding', async () => {
  expect(await answering(`${other('0')}:3`)).toEqual({ kind: 'not-listed' });
  expect(await answering(`${other('0')}:3`, `${suffix}:0`)).toEqual({ kind: 'not-listed' });
});

test('only five hex digits are sent, in a call that asks for padding', async () => {
  await answering(`${suffix}:1`);
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([`GET /range/${prefix}`]);
  expect(requests[0]?.headers['add-padding']).toBe('true');
  const sent = JSON.stringify([requests[0]?.url, requests[0]?.rawHeaders]).toUpperCase();
  expect(sent).not.toContain(suffix.slice(0, 5));
  expect(sent).not.toContain('HORSE');
});

test.each<[string, RequestListener, string]>([
  ['a server error', (_, response) => response.writeHead(503).end(), 'status 503'],
  ['too many calls', (_, response) => response.writeHead(429).end(), 'status 429'],
  ['a page', (_, response) => response.end('<html>'), 'answer of another form'],
  ['nothing', (_, response) => response.end(), 'answer of another form'],
  ['a redirect', (_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(), 'TypeError'],
  ['a cut connection', (request) => request.destroy(), 'TypeError'],
  ['no answer within a second', () => {}, 'TimeoutError'],
  ['an answer that never ends', (_, response) => response.write(`${other('0')}:3\r\n`), 'TimeoutError'],
])('%s is not accepted as an answer', async (_fault, listener, reason) => {
  expect(await lookUp(listener)).toEqual({ kind: 'unavailable', reason });
  expect(outages).toBe(1);
});

import { request as httpRequest } from 'node:http';
import { ConsoleServer } from '../../../cli/console/server.ts';
import type { Command, Context } from '../../../cli/ops/command.ts';
import { done } from '../../../cli/ops/outcome.ts';

const context = { stage: 'test', clients: { administrator: async () => 'arn:test' } } as unknown as Context;
const ran: (readonly string[])[] = [];
const command = (name: string): [string, Command] => [
  name,
  {
    usage: 'USERID [--reason TEXT]',
    summary: '',
    details: '',
    options: { reason: { type: 'string' } },
    positionals: [1, 1],
    run: async (_context, given) => {
      ran.push([name, ...given.positionals, given.option('reason') ?? '']);
      return done('Done.', { outcome: 'done' });
    },
  },
];
const commands = new Map([command('users disable'), command('pepper rotate')]);
const files = new Map([['/', { type: 'text/html', content: '<p>page</p>' }]]);

let server: ConsoleServer;
let url: URL;
beforeEach(async () => {
  ran.length = 0;
  server = await ConsoleServer.start({ context, commands, files, idle: 60_000 });
  url = new URL(server.address);
});
afterEach(() => server.close());

interface Answer {
  readonly status: number | undefined;
  readonly json: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
}

/** Calls the console with exactly these headers, as `fetch` would not. */
const call = (method: string, path: string, headers: Record<string, string>, body = ''): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port: url.port, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text };
        resolve({ status: response.statusCode, json, headers: response.headers });
      });
    });
    asked.on('error', reject).end(body);
  });

const own = () => ({ Host: url.host, Origin: url.origin, 'Content-Type': 'application/json' });
const open = () => call('POST', '/session', own(), JSON.stringify({ token: url.hash.slice(1) }));
const order = { command: 'users disable', positionals: ['alice'], options: { reason: 'Ticket 1' } };
const give = (bearer: unknown, body: object = order, headers: Record<string, string> = {}) =>
  call('POST', '/commands', { ...own(), Authorization: `Bearer ${String(bearer)}`, ...headers }, JSON.stringify(body));

test('the page is served to this computer alone, by no other name, and no other page can embed or read it', async () => {
  expect(url.hostname).toBe('127.0.0.1');
  const { status, headers } = await call('GET', '/', { Host: url.host });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(Object.keys(headers)).not.toContain('access-control-allow-origin');
  for (const Host of ['attacker.example', `localhost:${url.port}`, '127.0.0.1'])
    expect((await call('GET', '/', { Host })).status).toBe(403);
  expect((await call('GET', '/', { Host: url.host, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
});

test('the token of the address works once, and never in place of the bearer', async () => {
  const token = url.hash.slice(1);
  expect((await give(token)).status).toBe(401);
  expect((await call('POST', '/session', own(), '{"token":"guess"}')).status).toBe(401);
  const first = await open();
  expect(first).toMatchObject({ status: 200, json: { stage: 'test', by: 'arn:test' } });
  expect(first.json['bearer']).not.toBe(token);
  expect((await open()).status).toBe(401);
  expect((await give(token)).status).toBe(401);
  expect(await give(first.json['bearer'])).toMatchObject({ status: 200, json: { kind: 'done' } });
  expect(ran).toEqual([['users disable', 'alice', 'Ticket 1']]);
});

test.each<[string, Record<string, string>, number]>([
  ['another origin', { Origin: 'https://attacker.example' }, 403],
  ['another name that leads here', { Host: 'attacker.example', Origin: 'http://attacker.example' }, 403],
  ['a foreign site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ['a simple form', { 'Content-Type': 'text/plain' }, 415],
])('a call from %s is refused, with the right bearer too', async (_what, headers, status) => {
  const { json } = await open();
  expect((await give(json['bearer'], order, headers)).status).toBe(status);
  expect(ran).toEqual([]);
});

test.each<[string, object]>([
  ['a command of another desk', { ...order, command: 'pepper rotate' }],
  ['an unknown command', { ...order, command: 'constructor' }],
  ['an option that the command does not have', { ...order, options: { endpoints: '/etc/passwd' } }],
  ['an option in place of an argument', { ...order, positionals: [] }],
  ['a body of another form', { anything: 1 }],
])('%s is refused', async (_what, body) => {
  const { json } = await open();
  expect((await give(json['bearer'], body)).status).toBe(400);
  expect(ran).toEqual([]);
});

test('an argument that looks like an option is an argument', async () => {
  const { json } = await open();
  await give(json['bearer'], { ...order, positionals: ['--reason=none'] });
  expect(ran).toEqual([['users disable', '--reason=none', 'Ticket 1']]);
});

test('a console that nobody uses closes', async () => {
  const unused = await ConsoleServer.start({ context, commands, files, idle: 1 });
  await unused.closed;
  await expect(fetch(new URL('/', unused.address))).rejects.toThrow('fetch failed');
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Deployment } from '../../deployment/deployment.ts';
import { runWith } from '../run-with.ts';
import { orders } from './ops.ts';

const deployment = new Deployment();
const folder = mkdtempSync(join(tmpdir(), 'ops-'));
const PATH = '/v2/email/suppression/addresses/';

/** The suppression list of SES v2 over its wire protocol, by address. */
const suppressed = new Map<string, string>();
/** Answers like a server that knows nothing of the list. */
let unknown = false;

const ses = createServer((request, response) => {
  const answer = (status: number, body: object, type?: string) => {
    response.writeHead(status, { 'content-type': 'application/json', ...(type && { 'x-amzn-errortype': type }) });
    response.end(JSON.stringify(body));
  };
  if (unknown || !request.url?.startsWith(PATH)) {
    response.writeHead(404, { 'content-type': 'text/html' });
    return response.end('<h1>Cannot GET this</h1>');
  }
  const address = decodeURIComponent(request.url.slice(PATH.length));
  const reason = suppressed.get(address);
  if (reason === undefined) return answer(404, { message: 'not there' }, 'NotFoundException');
  if (request.method === 'DELETE') {
    suppressed.delete(address);
    return answer(200, {});
  }
  return answer(200, {
    SuppressedDestination: { EmailAddress: address, Reason: reason, LastUpdateTime: 1_795_000_000 },
  });
});

const endpointsFile = join(folder, 'endpoints.json');

beforeAll(async () => {
  ses.listen(0, '127.0.0.1');
  await once(ses, 'listening');
  const { port } = ses.address() as AddressInfo;
  writeFileSync(endpointsFile, JSON.stringify({ ...deployment.endpoints, ses: `http://127.0.0.1:${port}` }));
});
afterAll(() => {
  ses.closeAllConnections();
  ses.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  unknown = false;
  suppressed.clear();
  suppressed.set('bounced@example.com', 'BOUNCE');
});

const ops = (...args: string[]) => runWith(['suppression', ...args, '--endpoints', endpointsFile]);

test('a suppressed address is shown with the reason', async () => {
  const { code, out } = await ops('show', 'bounced@example.com', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ suppressed: true, reason: 'BOUNCE', since: '2026-11-18T11:06:40.000Z' });
  expect((await ops('show', 'bounced@example.com')).out).toMatch(/^Suppressed +yes\nReason +BOUNCE\n/);
});

test('a suppressed address is cleared, which is on record by a digest', async () => {
  const { code, out } = await ops('clear', 'bounced@example.com');
  expect({ code, out }).toEqual({ code: 0, out: 'Cleared; it was on the list for BOUNCE.\n' });
  expect(suppressed.size).toBe(0);
  const [order] = await orders(deployment, 'suppression_clearance_ordered');
  expect(order).toMatchObject({ actor: 'administrator', subject: expect.stringMatching(/^[\w-]{43}$/) });
});

test.each(['show', 'clear'])('an address that is not suppressed is not found (%s)', async (action) => {
  const { code, err } = await ops(action, 'well@example.com');
  expect(code).toBe(1);
  expect(err).toContain('is not on the suppression list');
});

test.each(['show', 'clear'])('a cloud without the list says so (%s)', async (action) => {
  unknown = true;
  const { code, err } = await ops(action, 'bounced@example.com');
  expect(code).toBe(1);
  expect(err).toContain('the SES of these endpoints has no suppression list');
  expect(suppressed.size).toBe(1);
});

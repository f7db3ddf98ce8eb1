import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { generate, type GenerateResult } from 'selfsigned';
import { AddressGuard } from '../../../../functions/adapters/directories/webhook/address-guard.ts';
import { close } from '../../../../local/emulators/loopback.ts';
import { directoryAt, signedAnswer } from './receiver.ts';

const HOUR = 3_600_000;
const DNS_NAME = 2;
const guard = new AddressGuard(['127.0.0.1/32'], async () => [{ address: '127.0.0.1', family: 4 }]);
const trusted = getCACertificates('default');
afterEach(() => setDefaultCACertificates(trusted));

const certificate = (name: string, from: number, to: number) =>
  generate([{ name: 'commonName', value: name }], {
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + from),
    notAfterDate: new Date(Date.now() + to),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: DNS_NAME, value: name }] },
    ],
  });

async function listening(server: Server): Promise<AddressInfo> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server.address() as AddressInfo;
}

/**
 * Calls `https://accounts.test`, which shows this certificate, and returns the number of requests that arrived and
 * the caller's error.
 */
async function ask({ private: key, cert }: GenerateResult) {
  let arrived = 0;
  const server = createServer({ key, cert }, (request, response) => {
    arrived++;
    const nonce = String(request.headers['password-reset-nonce']);
    const { headers, body } = signedAnswer({ path: '', headers: {}, body: '' }, '{"account":null}', { nonce });
    response.writeHead(200, headers).end(body);
  });
  const { port } = await listening(server);
  const error = await directoryAt(`https://accounts.test:${port}`, { guard })
    .findByUserId('alice')
    .catch((error: Error) => error.name);
  await close(server);
  return { arrived, error };
}

test('a certificate of the host from a trusted authority is accepted', async () => {
  const ours = await certificate('accounts.test', -HOUR, HOUR);
  setDefaultCACertificates([...trusted, ours.cert]);
  expect(await ask(ours)).toEqual({ arrived: 1, error: undefined });
});

test('a self-signed certificate is refused before anything is sent', async () => {
  expect(await ask(await certificate('accounts.test', -HOUR, HOUR))).toEqual({
    arrived: 0,
    error: 'WebhookError unreachable DEPTH_ZERO_SELF_SIGNED_CERT',
  });
});

test('and also if the environment turns certificate checks off', async () => {
  const { private: key, cert } = await certificate('accounts.test', -HOUR, HOUR);
  let arrived = 0;
  const server = createServer({ key, cert }, (_request, response) => {
    arrived++;
    response.end();
  });
  const { port } = await listening(server);
  // In its own process: Node does not read the environment of a Jest test.
  const adapters = new URL('../../../../functions/adapters/directories/webhook/', import.meta.url).href;
  const script = `
    import { AddressGuard } from '${adapters}address-guard.ts';
    import { exchange } from '${adapters}exchange.ts';
    const sent = { headers: {}, body: Buffer.from('{}') };
    const guard = new AddressGuard(['127.0.0.1/32']);
    const asked = exchange(new URL('https://127.0.0.1:${port}/'), sent, guard, new AbortController().signal);
    console.log(await asked.then(({ status }) => status, ({ name }) => name));`;
  const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
  await close(server);
  expect([stdout.trim(), arrived]).toEqual(['WebhookError unreachable DEPTH_ZERO_SELF_SIGNED_CERT', 0]);
});

test.each([
  ['of another host', 'other.test', -HOUR, HOUR, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['that has expired', 'accounts.test', -2 * HOUR, -HOUR, 'CERT_HAS_EXPIRED'],
])('a certificate %s is refused before anything is sent', async (_what, name, from, to, code) => {
  const ours = await certificate(name, from, to);
  setDefaultCACertificates([...trusted, ours.cert]);
  expect(await ask(ours)).toEqual({ arrived: 0, error: `WebhookError unreachable ${code}` });
});

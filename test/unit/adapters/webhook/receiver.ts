import type { RequestListener } from 'node:http';
import { AddressGuard } from '../../../../functions/adapters/directories/webhook/address-guard.ts';
import type { Answer } from '../../../../functions/adapters/directories/webhook/exchange.ts';
import { type SigningKey, signAnswer } from '../../../../functions/adapters/directories/webhook/signature.ts';
import { type SigningKeys, WebhookDirectory } from '../../../../functions/adapters/directories/webhook/directory.ts';
import { close, listen, readBody, serve } from '../../../../local/emulators/loopback.ts';

export const keyOf = (version: string): SigningKey => ({ version, key: Buffer.from(version.padEnd(64, '.')) });

export const KEY = keyOf('key-1');

/** Signing keys that do not change. */
export const keysOf = (current: SigningKey, previous?: SigningKey): SigningKeys => ({
  current: async () => current,
  previous: async () => previous,
  forget: () => undefined,
});

/** Adapter that may call the loopback interface, as on a laptop. */
export const directoryAt = (url: string, parts: Partial<ConstructorParameters<typeof WebhookDirectory>[0]> = {}) =>
  new WebhookDirectory({
    url,
    keys: keysOf(KEY),
    guard: new AddressGuard(['127.0.0.1/32']),
    clock: { now: () => new Date() },
    ...parts,
  });

export interface Received {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Behaviour of a receiver for one request; it keeps no state. */
export type Behaviour = (request: Received, answer: Parameters<RequestListener>[1]) => void | Promise<void>;

/** Valid answer with a signature. */
export function signedAnswer(
  { headers }: Received,
  body: string | Buffer,
  { key = KEY, nonce = headers['password-reset-nonce'] ?? '' } = {},
): Answer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const signature = signAnswer(key.key, { keyId: key.version, nonce, status: 200, body: bytes });
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'password-reset-signature': signature },
    body: bytes,
  };
}

export const answering =
  (make: (request: Received) => Answer): Behaviour =>
  (request, response) => {
    const { status, headers, body } = make(request);
    const given = Object.entries(headers).filter(([, value]) => value !== undefined);
    response.writeHead(status, Object.fromEntries(given)).end(body);
  };

/** Starts a server on the loopback interface with a given behaviour that records its requests. */
export async function startReceiver() {
  const requests: Received[] = [];
  let behaviour: Behaviour = (_request, response) => void response.writeHead(500).end();
  const server = serve(async (request, response) => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const received = { path: request.url ?? '', headers, body: (await readBody(request)).toString() };
    requests.push(received);
    await behaviour(received, response);
  });
  const url = await listen(server, 0);
  return {
    url,
    requests,
    behaves(next: Behaviour) {
      behaviour = next;
      requests.length = 0;
    },
    stop: () => close(server),
  };
}

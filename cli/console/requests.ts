import type { IncomingMessage, ServerResponse } from 'node:http';

/** Maximum of a body in bytes. An order has a user ID, some addresses and a reason. */
const LONGEST = 16_384;

/** A call that is answered with this status and this message. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Refuses a call that does not come from the console's own page. A foreign name that leads to 127.0.0.1 has another
 * `Host`, and a foreign page another `Origin`. There is no CORS, so no other page can read an answer.
 *
 * @param origin `http://127.0.0.1:<port>`
 */
export function checkOrigin({ method, headers }: IncomingMessage, origin: string): void {
  if (`http://${headers.host}` !== origin) throw new Refused(403, 'this console has another address');
  const site = headers['sec-fetch-site'];
  if (method === 'GET') {
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      throw new Refused(403, 'open the console by its own address');
    return;
  }
  if (method !== 'POST') throw new Refused(405, 'only GET and POST are answered');
  if (headers.origin !== origin || (site !== undefined && site !== 'same-origin'))
    throw new Refused(403, 'only the page of this console may call it');
  if (headers['content-type'] !== 'application/json') throw new Refused(415, 'must be application/json');
}

/** Reads a body as JSON. */
export async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST) throw new Refused(413, 'the body is too long');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refused(400, 'the body is not JSON');
  }
}

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; " +
    "frame-ancestors 'none'; base-uri 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** Sends an answer that no cache keeps and no other page can embed or read. */
export function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': `${type}; charset=utf-8` }).end(body);
}

export const sendJson = (response: ServerResponse, status: number, body: object): void =>
  send(response, status, 'application/json', JSON.stringify(body));

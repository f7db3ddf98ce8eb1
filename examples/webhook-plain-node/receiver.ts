import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Users } from './users.ts';
import { type NonceStore, type SignAnswer, verifySignature } from './verify-signature.ts';

/** Maximum size of a request in bytes; the calls need a few hundred. */
const MAX_REQUEST = 16 * 1024;

export interface ReceiverParts {
  readonly users: Users;
  /** The keys by their IDs. */
  readonly keys: ReadonlyMap<string, string>;
  readonly nonces: NonceStore;
}

class BadRequest extends Error {}

/** The five calls of the webhook, for `http.createServer`. */
export function receiver(parts: ReceiverParts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    if (body === undefined) return problem(response, 413, 'too-large');
    const { method = '', url: path = '', headers } = request;
    const verdict = await verifySignature({ method, path, headers, body }, parts.keys, parts.nonces);
    if (verdict.kind === 'refused') return problem(response, 401, verdict.code);
    try {
      const answer = await answerTo(parts.users, `${method} ${path}`, fieldsOf(body));
      if (answer === undefined) return problem(response, 404, 'not-found');
      return send(response, answer, verdict.signAnswer);
    } catch (error) {
      if (error instanceof BadRequest) return problem(response, 400, 'invalid-request');
      throw error;
    }
  };
}

/** Answers a call; `undefined` if there is no such call. */
async function answerTo(users: Users, call: string, field: Fields): Promise<object | undefined> {
  switch (call) {
    case 'POST /v1/find-by-user-id':
      return { account: users.find(field('userId')) ?? null };
    case 'POST /v1/find-by-address':
      return { accounts: users.findByAddress(field('address')) };
    case 'POST /v1/set-password':
      return {
        outcome: await users.setPassword(
          field('account'),
          field('password'),
          field('changeId'),
          field.optional('ifMark'),
        ),
      };
    case 'POST /v1/outcome-of':
      return { outcome: users.outcomeOf(field('account'), field('changeId')) };
    case 'POST /v1/refuse-password':
      return { outcome: users.refusePassword(field('account'), field('changeId')) };
    default:
      return undefined;
  }
}

interface Fields {
  (name: string): string;
  optional(name: string): string | undefined;
}

function fieldsOf(body: Buffer): Fields {
  const optional = (name: string) => {
    const value = parsed(body)[name];
    if (value !== undefined && (typeof value !== 'string' || value === '')) throw new BadRequest(name);
    return value;
  };
  const required = (name: string) => {
    const value = optional(name);
    if (value === undefined) throw new BadRequest(name);
    return value;
  };
  return Object.assign(required, { optional });
}

function parsed(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Refused below, like JSON that is not an object.
  }
  throw new BadRequest('body');
}

/** Reads the body; `undefined` if it is too large. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_REQUEST) chunks.push(chunk);
  }
  return size > MAX_REQUEST ? undefined : Buffer.concat(chunks);
}

function send(response: ServerResponse, answer: object, signAnswer: SignAnswer): void {
  const body = Buffer.from(JSON.stringify(answer));
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': body.length,
    'cache-control': 'no-store',
    'password-reset-signature': signAnswer(200, body),
  });
  response.end(body);
}

function problem(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ status, code }));
}

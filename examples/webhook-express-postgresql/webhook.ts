import { type Request, type RequestHandler, raw, Router } from 'express';
import type { Directory } from './directory.ts';
import { type NonceStore, type SignAnswer, verifySignature } from './verify-signature.ts';

export interface WebhookParts {
  readonly directory: Directory;
  /** The keys by their IDs. */
  readonly keys: ReadonlyMap<string, string>;
  readonly nonces: NonceStore;
}

/** The five calls of the webhook. It reads the bodies itself, because the signature covers their exact bytes. */
export function webhook({ directory, keys, nonces }: WebhookParts): Router {
  const router = Router();
  router.use(raw({ type: () => true, limit: '16kb' }), verified(keys, nonces));

  router.post('/v1/find-by-user-id', async (request, response) => {
    const account = await directory.findByUserId(field(request, 'userId'));
    response.json({ account });
  });

  router.post('/v1/find-by-address', async (request, response) => {
    const accounts = await directory.findByAddress(field(request, 'address'));
    response.json({ accounts });
  });

  router.post('/v1/set-password', async (request, response) => {
    const [account, password, changeId] = [
      field(request, 'account'),
      field(request, 'password'),
      field(request, 'changeId'),
    ];
    response.json(await directory.setPassword(account, password, changeId, optionalField(request, 'ifMark')));
  });

  router.post('/v1/outcome-of', async (request, response) => {
    const outcome = await directory.outcomeOf(field(request, 'account'), field(request, 'changeId'));
    response.json({ outcome });
  });

  router.post('/v1/refuse-password', async (request, response) => {
    const outcome = await directory.refusePassword(field(request, 'account'), field(request, 'changeId'));
    response.json({ outcome });
  });

  return router;
}

/** Refuses requests without a valid signature, parses the others, and signs their JSON answers. */
function verified(keys: ReadonlyMap<string, string>, nonces: NonceStore): RequestHandler {
  return async (request, response, next) => {
    const { method, originalUrl: path, headers } = request;
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const verdict = await verifySignature({ method, path, headers, body }, keys, nonces);
    if (verdict.kind === 'refused') {
      response.status(401).type('application/problem+json').json({ status: 401, code: verdict.code });
      return;
    }
    request.body = parsed(body);
    response.json = (answer: unknown) => {
      const bytes = Buffer.from(JSON.stringify(answer));
      return response.set(signed(verdict.signAnswer, response.statusCode, bytes)).end(bytes);
    };
    next();
  };
}

const signed = (signAnswer: SignAnswer, status: number, body: Buffer) => ({
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'password-reset-signature': signAnswer(status, body),
});

export class InvalidRequest extends Error {
  readonly status = 400;
}

function parsed(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Refused below, like JSON that is not an object.
  }
  throw new InvalidRequest('the body must be a JSON object');
}

function field(request: Request, name: string): string {
  const value = (request.body as Record<string, unknown>)[name];
  // PostgreSQL cannot store NUL in a text.
  if (typeof value !== 'string' || value === '' || (name !== 'password' && value.includes('\0')))
    throw new InvalidRequest(`${name} must be a text`);
  return value;
}

const optionalField = (request: Request, name: string): string | undefined =>
  (request.body as Record<string, unknown>)[name] === undefined ? undefined : field(request, name);

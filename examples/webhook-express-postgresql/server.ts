import express, { type ErrorRequestHandler, type Express } from 'express';
import pg from 'pg';
import { application } from './application.ts';
import { Directory } from './directory.ts';
import { PostgresqlNonces } from './nonces.ts';
import { InvalidRequest, webhook } from './webhook.ts';

/** Reports errors of the request to the caller, and logs errors of the server. */
const onError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const status = (error as { status?: unknown }).status;
  if (typeof status !== 'number' || status >= 500) {
    console.error(error);
    response.sendStatus(500);
    return;
  }
  const detail = error instanceof InvalidRequest ? error.message : undefined;
  const problem = JSON.stringify({ status, code: 'invalid-request', detail });
  response.status(status).type('application/problem+json').end(problem);
};

/**
 * Creates the application, with the webhook at `/password-reset`. It serves plain HTTP: put a TLS proxy in front of
 * it.
 */
export function createExample(pool: pg.Pool, keys: ReadonlyMap<string, string>): Express {
  const app = express().disable('x-powered-by');
  app.use('/password-reset', webhook({ directory: new Directory(pool), keys, nonces: new PostgresqlNonces(pool) }));
  app.use(application(pool));
  app.use(onError);
  return app;
}

/** Reads the keys from the variable WEBHOOK_KEYS: `{"<key ID>": "<key>"}`. */
export function keysOf(text: string | undefined): Map<string, string> {
  const keys = new Map(Object.entries(JSON.parse(text ?? '{}') as Record<string, string>));
  if (keys.size === 0) throw new Error('WEBHOOK_KEYS must be JSON such as {"<key ID>": "<key>"}');
  for (const [keyId, key] of keys)
    if (key.length < 43) throw new Error(`WEBHOOK_KEYS: the key ${keyId} must have at least 43 characters`);
  return keys;
}

if (import.meta.main) {
  const { DATABASE_URL, WEBHOOK_KEYS, HOST = '127.0.0.1', PORT = '8080' } = process.env;
  // A change that hangs is given up before the service asks for its outcome.
  const pool = new pg.Pool({
    connectionString: DATABASE_URL,
    statement_timeout: 10_000,
    connectionTimeoutMillis: 2000,
  });
  createExample(pool, keysOf(WEBHOOK_KEYS)).listen(Number(PORT), HOST, () => {
    console.log(`Listening on http://${HOST}:${PORT}`);
  });
}

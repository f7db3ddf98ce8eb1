import { createServer, type RequestListener } from 'node:http';
import { application } from './application.ts';
import { InMemoryNonces } from './nonces.ts';
import { receiver } from './receiver.ts';
import { Users } from './users.ts';

/** The webhook and the application in one server. It serves plain HTTP: put a TLS proxy in front of it. */
export function createExample(users: Users, keys: ReadonlyMap<string, string>): RequestListener {
  const receive = receiver({ users, keys, nonces: new InMemoryNonces() });
  return (request, response) => {
    application(users, request, response)
      .then((done) => (done ? undefined : receive(request, response)))
      .catch((error: unknown) => {
        console.error(error);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
  };
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
  const { WEBHOOK_KEYS, USERS_FILE = 'users.json', HOST = '127.0.0.1', PORT = '8080' } = process.env;
  createServer(createExample(Users.load(USERS_FILE), keysOf(WEBHOOK_KEYS))).listen(Number(PORT), HOST, () => {
    console.log(`Listening on http://${HOST}:${PORT}`);
  });
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createExample } from '../../examples/webhook-plain-node/server.ts';
import { hashPassword, type User, Users } from '../../examples/webhook-plain-node/users.ts';
import { SecretsManagerKeyVersions } from '../../functions/adapters/secrets/key-versions.ts';
import { answerProbe, type DirectoryProbe } from './directory-probe.ts';
import { readJsonFile } from './json-file.ts';
import { close, listen, readBody, serve } from './loopback.ts';
import { DEMO_PASSWORD, demoUsers } from './seed-users.ts';

/**
 * The receiver of `examples/webhook-plain-node` with the demo users, which it keeps in a file under `dataDir`. It
 * takes its keys from Secrets Manager at each request, as an administrator would give them to it after each rotation.
 */
export async function startWebhookReceiver(options: {
  readonly port: number;
  readonly dataDir: string;
  /** Numbered users to seed beside the demo users. */
  readonly users: number;
  readonly secretsManagerUrl: string;
  readonly secretName: string;
}): Promise<{ readonly url: string; stop(): Promise<void> }> {
  mkdirSync(options.dataDir, { recursive: true });
  const users = await seeded(join(options.dataDir, 'users.json'), options.users);
  const probe = probeOf(users);
  const keys = new Map<string, string>();
  const example = createExample(users, keys);
  const client = new SecretsManagerClient({
    endpoint: options.secretsManagerUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const versions = new SecretsManagerKeyVersions(client, options.secretName, { now: () => new Date() }, 'webhook');

  const server = serve(async (request, response) => {
    const { url = '' } = request;
    if (url.startsWith('/test/')) {
      if (!(await answerProbe(probe, request, await readBody(request), response))) response.writeHead(404).end();
      return;
    }
    if (url.startsWith('/v1/')) await learnKeys(versions, keys);
    example(request, response);
  });
  const url = await listen(server, options.port);
  return {
    url,
    stop: async () => {
      await close(server);
      client.destroy();
    },
  };
}

async function learnKeys(versions: SecretsManagerKeyVersions, keys: Map<string, string>): Promise<void> {
  versions.forget();
  const known = [await versions.current(), await versions.previous()].filter((key) => key !== undefined);
  keys.clear();
  for (const { version, key } of known) keys.set(version, key.toString());
}

/** Existing users keep their data. New users share one hash: hashing hundreds would take minutes. */
async function seeded(file: string, numbered: number): Promise<Users> {
  const there = readJsonFile<User[]>(file) ?? [];
  const known = new Set(there.map(({ userId }) => userId));
  const missing = demoUsers(numbered).filter(({ userId }) => !known.has(userId));
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return new Users([...there, ...missing.map((user) => ({ ...user, passwordHash }))], file);
}

const probeOf = (users: Users): DirectoryProbe => ({
  put: async (account, password) => users.put({ ...account, passwordHash: await hashPassword(password) }),
  logIn: (userId, password) => users.logIn(userId, password),
  whose: (token) => users.userOf(token),
});

import { serve } from '@hono/node-server';
import { issuer } from '@openauthjs/openauth';
import { PasswordProvider, ScryptHasher } from '@openauthjs/openauth/provider/password';
import { DynamoStorage } from '@openauthjs/openauth/storage/dynamo';
import { MemoryStorage } from '@openauthjs/openauth/storage/memory';
import { Storage } from '@openauthjs/openauth/storage/storage';
import { createSubjects } from '@openauthjs/openauth/subject';
import { PasswordUI } from '@openauthjs/openauth/ui/password';
import { dynamodb, mail, makeTable, ready, users } from './channel.mjs';

const TABLE = 'openauth';
if (dynamodb !== undefined) await makeTable(TABLE);
const storage = dynamodb === undefined ? MemoryStorage() : DynamoStorage({ table: TABLE, endpoint: dynamodb });
const hash = await ScryptHasher().hash('correct horse battery staple');
for (const email of users()) await Storage.set(storage, ['email', email, 'password'], hash);

const anything = { '~standard': { version: 1, vendor: 'bench', validate: (value) => ({ value }) } };
const app = issuer({
  storage,
  subjects: createSubjects({ user: anything }),
  providers: { password: PasswordProvider(PasswordUI({ sendCode: mail })) },
  success: (context, { email }) => context.subject('user', { email }),
});

// No idle connection is closed: visitors connect before a burst begins.
const serverOptions = { keepAliveTimeout: 0 };
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0, serverOptions }, ({ port }) =>
  ready(port, { hash: `scrypt N=${hash.N}, r=${hash.r}, p=${hash.p}` }),
);

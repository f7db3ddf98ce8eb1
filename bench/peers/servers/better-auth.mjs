import { createHash, scryptSync } from 'node:crypto';
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { emailOTP } from 'better-auth/plugins';
import { answering, mail, ready, users } from './channel.mjs';

let hashed = 0;
const auth = betterAuth({
  secret: 'a secret of the bench alone, long enough for the check',
  baseURL: 'http://127.0.0.1',
  database: new DatabaseSync('better-auth.sqlite'),
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  plugins: [
    emailOTP({
      // Not awaited, as its documentation asks for.
      sendVerificationOTP: async ({ email, otp }) => void mail(email, otp),
      // The same as the option `hashed`, but counted: its answers do not tell a comparison from a refusal.
      storeOTP: {
        hash: async (otp) => {
          hashed += 1;
          return createHash('sha256').update(otp).digest('base64url');
        },
      },
    }),
  ],
});
await (await getMigrations(auth.options)).runMigrations();

const { internalAdapter, password } = await auth.$context;
const hash = await password.hash('correct horse battery staple');
const parameters = { N: 16_384, r: 16, p: 1 };
const [salt, key] = hash.split(':');
const expected = scryptSync('correct horse battery staple', salt, 64, { ...parameters, maxmem: 64 * 1024 * 1024 });
if (expected.toString('hex') !== key) throw new Error('better-auth hashes with other parameters than the bench states');

for (const email of users()) {
  const user = await internalAdapter.createUser({ email, name: email, emailVerified: true });
  await internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: hash,
  });
}

answering('comparisons', () => hashed);
const handle = toNodeHandler(auth);
// No idle connection is closed: visitors connect before a burst begins.
const server = createServer({ keepAliveTimeout: 0 }, (request, response) => void handle(request, response));
server.listen(0, '127.0.0.1', () =>
  ready(server.address().port, { hash: `scrypt N=${parameters.N}, r=${parameters.r}, p=${parameters.p}` }),
);

import { argon2Sync, pbkdf2Sync } from 'node:crypto';
import { csvOf } from '../../../examples/from-keycloak/users.ts';
import { userRows } from '../../../cli/ops/user-rows.ts';
import { verifyStored } from '../../../functions/adapters/directories/built-in/stored-hash.ts';
import { workText } from '../../../functions/domain/imported-work.ts';
import { Secret } from '../../../functions/domain/secret.ts';

const PASSWORD = 'nine quiet rivers';
const SALT = Buffer.from('a salt of a realm');

/** A password as an export of Keycloak has it. */
const credential = (algorithm: string, hash: Buffer, hashIterations: number, additionalParameters = {}) => ({
  type: 'password',
  secretData: JSON.stringify({ value: hash.toString('base64'), salt: SALT.toString('base64') }),
  credentialData: JSON.stringify({ algorithm, hashIterations, additionalParameters }),
});

const argon2 = credential(
  'argon2',
  argon2Sync('argon2id', { message: PASSWORD, nonce: SALT, parallelism: 1, tagLength: 32, memory: 7168, passes: 5 }),
  5,
  { hashLength: ['32'], memory: ['7168'], type: ['id'], version: ['1.3'], parallelism: ['1'] },
);

const pbkdf2 = (bits: 256 | 512) =>
  credential(`pbkdf2-sha${bits}`, pbkdf2Sync(PASSWORD, SALT, 27_500, bits / 8, `sha${bits}`), 27_500);

const imported = (...users: Parameters<typeof csvOf>[0]) => userRows(Buffer.from(csvOf(users)));
const user = { username: 'ann', email: 'ann@example.com', emailVerified: true };

test.each([
  ['argon2id-7168-5-1', argon2],
  ['pbkdf2-sha256-27500', pbkdf2(256)],
  ['pbkdf2-sha512-27500', pbkdf2(512)],
])('a user brings their password along: %s', async (kind, password) => {
  const { good, refused } = imported({ ...user, credentials: [password] });
  expect(refused).toEqual([]);
  const [row] = good;
  expect(row?.user).toMatchObject({ userId: 'ann', addresses: ['ann@example.com'], status: 'active' });
  if (row?.hash === undefined) throw new Error('the row has no hash');
  expect(workText(row.hash.work)).toBe(kind);
  const matches = async (text: string) => (await verifyStored(new Secret<'password'>(text), row.hash ?? '')).matches;
  expect(await matches(PASSWORD)).toBe(true);
  expect(await matches('another one')).toBe(false);
});

test('a hash of another algorithm is left out, and the user sets a password by a reset', () => {
  const { good } = imported({ ...user, credentials: [credential('pbkdf2', SALT, 27_500)] });
  expect(good).toMatchObject([{ user: { userId: 'ann' } }]);
  expect(good[0]?.hash).toBeUndefined();
});

test('users without a verified address are left out, and disabled ones stay disabled', () => {
  const { good, refused } = imported(
    { ...user, username: 'unverified', emailVerified: false },
    { username: 'without' },
    { ...user, username: 'a "quoted" name', enabled: false },
  );
  expect(refused).toEqual([]);
  expect(good.map(({ user: { userId, status } }) => [userId, status])).toEqual([['a "quoted" name', 'disabled']]);
});

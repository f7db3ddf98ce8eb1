import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDbCredentialCheck } from '../../functions/adapters/directories/built-in/credential-check.ts';
import { DynamoDbDirectory, readUser } from '../../functions/adapters/directories/built-in/directory.ts';
import { Secret } from '../../functions/domain/secret.ts';
import { FakeClock } from '../../testkit/fakes/fake-clock.ts';
import { admitted } from '../../testkit/fakes/user-steps.ts';
import { type OperatedStage, startOperatedStage } from '../../testkit/operated-stage.ts';
import { temporaryFolder } from '../unit/local/emulators/temporary-folder.ts';
import { runWith } from '../unit/ops/run-with.ts';

const PASSWORD = 'rasmuslerdorf';
const BCRYPT = '$2y$08$jMu2qrFxYo5BAJag7BDdfOxuiaduX.DTWg.Ry1AEN6/wMxKVUC1qy';
const SSHA = '{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr';

let stage: OperatedStage;
beforeAll(async () => {
  stage = await startOperatedStage();
});
afterAll(() => stage.stop());

const folder = temporaryFolder();

async function imported(rows: string): Promise<Awaited<ReturnType<typeof runWith>>> {
  const file = join(folder, 'users.csv');
  writeFileSync(file, `userId,addresses,passwordHash\n${rows}\n`);
  return runWith(['users', 'import', file, '--reason', 'From the shop', '--endpoints', stage.endpoints]);
}

const { users } = { users: 'password-reset-laptop-users' };
const check = () =>
  new DynamoDbCredentialCheck(stage.tables.documents, users, new FakeClock(), { imported: ['bcrypt-8'] });
const logIn = (userId: string, password: string) =>
  check().authenticate(userId, new Secret<'password'>(password), admitted);
const hashOf = async (userId: string) => (await readUser(stage.tables.documents, users, userId))?.passwordHash;
const stillImported = async () =>
  (await runWith(['users', 'list', '--imported', '--endpoints', stage.endpoints])).out.trimEnd().split('\n').slice(1);

test('an imported user logs in with the password they have, and the first right login renews the hash', async () => {
  expect(await imported(`ann,ann@example.com,${BCRYPT}\nben,ben@example.com,${SSHA}`)).toMatchObject({ code: 0 });
  expect(await stillImported()).toHaveLength(2);

  expect(await logIn('ann', 'another password')).toBeUndefined();
  expect(await hashOf('ann')).toBe(`imported:${BCRYPT}`);
  expect(await logIn('ann', PASSWORD)).toMatchObject({ userId: 'ann' });
  expect(await hashOf('ann')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await logIn('ann', PASSWORD)).toMatchObject({ userId: 'ann' });
  expect(await logIn('ben', 'testing123')).toMatchObject({ userId: 'ben' });
  expect(await stillImported()).toEqual([]);
});

test('a reset replaces an imported password, and refuses the same one again', async () => {
  await imported(`cleo,cleo@example.com,${BCRYPT}`);
  const directory = new DynamoDbDirectory(stage.tables.documents, users, new FakeClock(), { history: 4 });
  const set = (password: string, changeId: string) =>
    directory.setPassword({ account: 'cleo', changeId, password: new Secret(password), accepts: () => true });
  expect(await set(PASSWORD, 'one')).toEqual({ kind: 'refused', reasons: ['reused'] });
  expect(await set('a password of today', 'two')).toEqual({ kind: 'changed' });
  expect(await set(PASSWORD, 'three')).toEqual({ kind: 'refused', reasons: ['reused'] });
  expect(await logIn('cleo', PASSWORD)).toBeUndefined();
  expect(await logIn('cleo', 'a password of today')).toMatchObject({ userId: 'cleo' });
});

test('an import changes no password of a user who exists', async () => {
  await imported(`dan,dan@example.com,${BCRYPT}`);
  await logIn('dan', PASSWORD);
  const renewed = await hashOf('dan');
  expect(await imported(`dan,dan@example.com,${BCRYPT}`)).toMatchObject({
    out: expect.stringContaining('1 unchanged'),
  });
  expect(await hashOf('dan')).toBe(renewed);
});

test('a file whose kinds of hashes the logins do no work for is refused as a whole, with the setting', async () => {
  const { code, err } = await imported(
    `eva,eva@example.com,${BCRYPT}\nflo,flo@example.com,${BCRYPT.replace('$08$', '$12$')}`,
  );
  expect(code).toBe(1);
  expect(err).toContain('does not have the kinds of its hashes: bcrypt-12 (1 user)');
  expect(err).toContain('set importedHashes=bcrypt-8,bcrypt-12, deploy, and import the file again');
  expect(await hashOf('eva')).toBeUndefined();
});

import { readFileSync } from 'node:fs';
import { migrate } from '../../../examples/webhook-express-postgresql/migrate.ts';
import { PostgresqlNonces } from '../../../examples/webhook-express-postgresql/nonces.ts';
import { InMemoryNonces } from '../../../examples/webhook-plain-node/nonces.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import type { NewAccount } from '../../contract/directory-kit.ts';
import type { UserDirectory } from '../../../functions/ports.ts';
import { directoryAt, keysOf } from '../adapters/webhook/receiver.ts';
import {
  type ExampleReceiver,
  KEY,
  KEY_ID,
  startExpressPostgresql,
  startPlainNode,
  stopPostgresql,
} from './receivers.ts';

const OLD = 'correct horse battery staple';
const NEW = 'nine quiet rivers and a hill';
const ANY = () => true;
const USERS: NewAccount[] = [
  { userId: 'alice', addresses: ['Alice@example.com', 'alice@example.net'], status: 'active' },
  { userId: 'bob', addresses: ['bob@example.com'], status: 'active' },
  { userId: 'carol', addresses: ['carol@example.com'], status: 'disabled' },
  { userId: 'erin', addresses: ['erin@example.com'], status: 'active' },
  { userId: 'frank', addresses: ['frank@example.com'], status: 'active' },
  { userId: "o'hara", addresses: ["o'hara@example.com"], status: 'active' },
];
const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const keys = keysOf({ version: KEY_ID, key: Buffer.from(KEY) });
/** A busy machine fails no test. */
const patiently = (milliseconds: number) => AbortSignal.timeout(10 * milliseconds);
const password = (text: string) => new Secret<'password'>(text);

afterAll(stopPostgresql);

describe.each([
  ['plain Node', startPlainNode],
  ['Express and PostgreSQL', startExpressPostgresql],
])('the receiver in %s', (_name, start) => {
  let receiver: ExampleReceiver;
  let directory: UserDirectory;
  beforeAll(async () => {
    receiver = await start();
    for (const user of USERS) await receiver.add(user, OLD);
    directory = directoryAt(receiver.webhookUrl, { keys, timeout: patiently });
  });
  afterAll(() => receiver.stop());

  test('returns every address as it is registered, in order', async () => {
    expect(await directory.findByUserId('alice')).toMatchObject(USERS[0] ?? {});
    expect(await directory.findByAddress('ALICE@EXAMPLE.NET')).toMatchObject([USERS[0]]);
  });

  test('finds no user by an injected user ID, and keeps its tables', async () => {
    for (const userId of ["' OR '1'='1", "alice'; DROP TABLE users; --", 'ALICE', '%', '__proto__'])
      expect(await directory.findByUserId(userId)).toBeUndefined();
    expect(await directory.findByUserId("o'hara")).toMatchObject(USERS[5] ?? {});
  });

  test('changes the password of one user, and ends only the sessions of that user', async () => {
    const [alice = '', bob = ''] = [await receiver.logIn('alice', OLD), await receiver.logIn('bob', OLD)];
    expect(await receiver.whoAmI(alice)).toBe('alice');
    expect(
      await directory.setPassword({ account: 'alice', password: password(NEW), changeId: 'a.1', accepts: ANY }),
    ).toEqual({
      kind: 'changed',
    });
    expect(await receiver.whoAmI(alice)).toBeUndefined();
    expect(await receiver.whoAmI(bob)).toBe('bob');
    expect(await receiver.logIn('alice', OLD)).toBeUndefined();
    expect(await receiver.logIn('alice', NEW)).toBeDefined();
    expect((await directory.findByUserId('alice'))?.provenAt).toBeGreaterThan(Date.now() / 1000 - 60);
  });

  test('makes one of several equal changes at once, and answers all', async () => {
    const passwords = [`${NEW} 1`, `${NEW} 2`, `${NEW} 3`];
    const outcomes = await Promise.all(
      passwords.map((each) =>
        directory.setPassword({ account: 'erin', password: password(each), changeId: 'e.1', accepts: ANY }),
      ),
    );
    expect(outcomes).toEqual(passwords.map(() => ({ kind: 'changed' })));
    const right = await Promise.all(passwords.map((each) => receiver.logIn('erin', each)));
    expect(right.filter((session) => session !== undefined)).toHaveLength(1);
    expect(await directory.outcomeOf({ account: 'erin', changeId: 'e.1' })).toBe('changed');
    expect(await directory.outcomeOf({ account: 'bob', changeId: 'e.1' })).toBe('not-changed');
  });

  test('lets only active users change a password and log in', async () => {
    for (const account of ['carol', 'nobody']) {
      expect(await directory.setPassword({ account, password: password(NEW), changeId: 'c.1', accepts: ANY })).toEqual({
        kind: 'not-allowed',
      });
      expect(await receiver.logIn(account, OLD)).toBeUndefined();
      expect(await receiver.logIn(account, NEW)).toBeUndefined();
    }
  });

  test('answers unknown paths and missing fields without an outcome', async () => {
    const elsewhere = directoryAt(`${receiver.webhookUrl}/elsewhere`, { keys });
    await expect(elsewhere.findByUserId('alice')).rejects.toMatchObject({ detail: '404' });
    await expect(directory.findByUserId('')).rejects.toMatchObject({ detail: '400' });
    await expect(directory.findByUserId(7 as never)).rejects.toMatchObject({ detail: '400' });
    await expect(directory.findByUserId('x'.repeat(20_000))).rejects.toMatchObject({ detail: '413' });
  });
});

describe('the bcrypt receiver', () => {
  let receiver: Awaited<ReturnType<typeof startExpressPostgresql>>;
  let directory: UserDirectory;
  beforeAll(async () => {
    receiver = await startExpressPostgresql();
    for (const user of USERS) await receiver.add(user, OLD);
    directory = directoryAt(receiver.webhookUrl, { keys, timeout: patiently });
  });
  afterAll(() => receiver.stop());
  const set = (text: string, changeId: string) =>
    directory.setPassword({ account: 'frank', password: password(text), changeId, accepts: ANY });
  const longest = 'nine quiet rivers '.repeat(4);

  test('accepts 72 bytes; a longer password is refused and changes nothing', async () => {
    expect(Buffer.byteLength(longest)).toBe(72);
    expect(await set(longest, 'f.1')).toEqual({ kind: 'changed' });
    for (const longer of [`${longest}A`, '河'.repeat(25)])
      expect(await set(longer, 'f.2')).toEqual({ kind: 'refused', reasons: ['too-long'] });
    expect(await directory.outcomeOf({ account: 'frank', changeId: 'f.2' })).toBe('not-changed');
    expect(await receiver.logIn('frank', longest)).toBeDefined();
    expect(await receiver.logIn('frank', `${longest}A`)).toBeUndefined();
    expect(await set('河'.repeat(24), 'f.3')).toEqual({ kind: 'changed' });
  });

  test('refuses a NUL byte, at which other implementations stop', async () => {
    expect(await set('nine quiet rivers\0and a hill', 'f.4')).toEqual({
      kind: 'refused',
      reasons: ['refused-by-directory'],
    });
    expect(await receiver.logIn('frank', '河'.repeat(24))).toBeDefined();
  });

  test('stores no secret in the tables', async () => {
    const cookie = (await receiver.logIn('bob', OLD)) ?? '';
    const { rows } = await receiver.pool.query('SELECT users::text, sessions::text FROM users, sessions');
    expect(rows.length).toBeGreaterThan(0);
    for (const secret of [OLD, cookie.replace('session=', '')]) expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test('runs each migration once', async () => {
    await migrate(receiver.pool);
    const { rows } = await receiver.pool.query('SELECT name FROM migrations');
    expect(rows).toEqual([{ name: '001-users.sql' }, { name: '002-marks.sql' }]);
  });

  test.each([
    ['PostgreSQL', () => new PostgresqlNonces(receiver.pool)],
    ['memory', () => new InMemoryNonces()],
  ])('forgets nonces in %s when their timestamps are stale', async (_what, make) => {
    const nonces = make();
    const now = Math.floor(Date.now() / 1000);
    expect(await nonces.use('kept', now + 300)).toBe(true);
    expect(await nonces.use('stale', now - 1)).toBe(true);
    expect(await nonces.use('stale', now - 1)).toBe(true);
    expect(await nonces.use('kept', now + 300)).toBe(false);
  });
});

describe('an example can be copied out of the repository', () => {
  const examples = ['webhook-plain-node', 'webhook-express-postgresql'];
  interface Package {
    readonly dependencies?: Record<string, string>;
    readonly devDependencies?: Record<string, string>;
  }
  const packageOf = (folder: string) => JSON.parse(file(`${folder}package.json`)) as Package;

  test('both check signatures with the same file', () => {
    const [one, other] = examples.map((name) => file(`examples/${name}/verify-signature.ts`));
    expect(one).toBe(other);
  });

  test.each(examples)('%s names the versions that are tested here', (name) => {
    const { dependencies = {} } = packageOf(`examples/${name}/`);
    const { dependencies: own = {}, devDependencies = {} } = packageOf('');
    const tested = { ...devDependencies, ...own };
    for (const [dependency, version] of Object.entries(dependencies))
      expect([dependency, version]).toEqual([dependency, tested[dependency]]);
  });
});

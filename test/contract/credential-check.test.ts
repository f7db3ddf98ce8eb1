import { argon2Sync } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import {
  DynamoDbCredentialCheck,
  type LoginSettings,
} from '../../functions/adapters/directories/built-in/credential-check.ts';
import { readUser, userKey } from '../../functions/adapters/directories/built-in/directory.ts';
import { storedImport } from '../../functions/domain/imported-hash.ts';
import { hashPassword } from '../../functions/domain/password-hash.ts';
import { Secret } from '../../functions/domain/secret.ts';
import type { Admission, CredentialCheck, LoginToAdmit } from '../../functions/ports.ts';
import { FakeClock } from '../../testkit/fakes/fake-clock.ts';
import { InMemoryDirectory } from '../../testkit/fakes/in-memory-directory.ts';
import { admitted } from '../../testkit/fakes/user-steps.ts';
import { processorTime } from '../../testkit/measuring/processor-time.ts';
import { startTables, type Tables } from '../../testkit/tables.ts';

const PASSWORD = new Secret<'password'>('correct horse battery staple');
const WRONG = new Secret<'password'>('a wrong password for all');

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const put = (userId: string, item: object) =>
  tables.documents.send(
    new PutCommand({
      TableName: 'users',
      Item: { ...userKey(userId), userId, addresses: [], status: 'active', ...item },
    }),
  );
const credentials = (settings?: LoginSettings, clock = new FakeClock()) =>
  new DynamoDbCredentialCheck(tables.documents, 'users', clock, settings);

/** Hash of another program, whose password nobody needs here. */
const BCRYPT = '$2y$10$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq';

/** Argon2id hash with the parameters of an older program. */
function lightHash(): string {
  const nonce = Buffer.from('a salt of 16 byt');
  const tag = argon2Sync('argon2id', { message: 'x', nonce, memory: 9216, passes: 1, parallelism: 1, tagLength: 32 });
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=9216,t=1,p=1$${text(nonce)}$${text(tag)}`;
}

describe('the time of a login does not tell what is stored', () => {
  const USERS = ['fast', 'slow', 'light', 'slow-and-disabled', 'without-password', 'unknown'];
  beforeAll(async () => {
    const slow = await hashPassword(PASSWORD, 'scrypt');
    await put('fast', { passwordHash: await hashPassword(PASSWORD) });
    await put('slow', { passwordHash: slow });
    await put('light', { passwordHash: lightHash() });
    await put('slow-and-disabled', { passwordHash: slow, status: 'disabled' });
    await put('without-password', {});
  });

  /** Median of the processor time (milliseconds) of a failed login, which other work on the machine does not alter. */
  async function times(check: DynamoDbCredentialCheck, users: readonly string[]): Promise<number[]> {
    const taken = new Map<string, number[]>(users.map((userId) => [userId, []]));
    for (let round = 0; round < 3; round++) {
      for (const userId of users) {
        const before = processorTime(process.pid) ?? performance.now();
        expect(await check.authenticate(userId, WRONG, admitted)).toBeUndefined();
        taken.get(userId)?.push((processorTime(process.pid) ?? performance.now()) - before);
      }
    }
    return users.map((userId) => taken.get(userId)?.toSorted((a, b) => a - b)[1] ?? 0);
  }

  const ratio = (each: readonly number[]) => Math.max(...each) / Math.min(...each);

  test('where the settings name the older algorithm, from the first login on', async () => {
    const users = USERS.filter((userId) => userId !== 'light');
    expect(ratio(await times(credentials({ algorithm: 'argon2id', former: 'scrypt' }), users))).toBeLessThan(1.4);
  });

  test('where the settings name nothing, after one login of each kind', async () => {
    const check = credentials();
    for (const userId of ['slow', 'light']) await check.authenticate(userId, WRONG, admitted);
    expect(ratio(await times(check, USERS))).toBeLessThan(1.4);
  });

  test('where the settings name the kinds of imported hashes, from the first login on', async () => {
    await put('brought', { passwordHash: storedImport({ text: BCRYPT }) });
    const check = credentials({ imported: ['bcrypt-10'] });
    expect(ratio(await times(check, ['brought', 'fast', 'unknown', 'without-password']))).toBeLessThan(1.4);
  });

  test('and a table with one algorithm pays for no other', async () => {
    const [one = 0] = await times(credentials(), ['fast', 'unknown']);
    const [both = 0] = await times(credentials({ former: 'scrypt' }), ['fast', 'unknown']);
    expect(both / one).toBeGreaterThan(2);
  });
});

interface Kit {
  readonly check: CredentialCheck;
  readonly clock: FakeClock;
  /** Adds an active user with {@link PASSWORD}. */
  add(userId: string): Promise<void>;
  /** Sets a password by a reset. */
  reset(userId: string, changeId: string): Promise<void>;
}

async function inMemory(): Promise<Kit> {
  const clock = new FakeClock();
  const directory = new InMemoryDirectory(clock);
  return {
    check: directory,
    clock,
    add: async (userId) => directory.add({ userId, addresses: [], status: 'active' }, PASSWORD.reveal()),
    reset: async (account, changeId) =>
      void (await directory.setPassword({ account, changeId, password: PASSWORD, accepts: () => true })),
  };
}

async function inDynamoDb(): Promise<Kit> {
  const clock = new FakeClock();
  return {
    check: credentials(undefined, clock),
    clock,
    add: async (userId) => void (await put(userId, { passwordHash: await hashPassword(PASSWORD) })),
    reset: async (userId, changeId) =>
      void (await put(userId, { passwordHash: await hashPassword(PASSWORD), changeId })),
  };
}

describe.each([
  ['in memory', inMemory],
  ['DynamoDB', inDynamoDb],
])('an attempt %s', (_name, makeKit) => {
  let kit: Kit;
  beforeEach(async () => {
    kit = await makeKit();
  });
  const attempt = async (userId: string, ...admissions: Admission[]) => {
    const seen: LoginToAdmit[] = [];
    const admit = async (login: LoginToAdmit) => {
      seen.push(login);
      return admissions[seen.length - 1] ?? 'refused';
    };
    return { proven: await kit.check.authenticate(userId, PASSWORD, admit), seen };
  };
  const proofOf = async (userId: string) => (await attempt(userId, 'refused')).seen[0]?.proof;

  test('that is refused proves nothing, and one that is to look again reads the account again', async () => {
    await kit.add('again');
    const { proven, seen } = await attempt('again', 'again', 'again', 'refused');
    expect(proven).toBeUndefined();
    expect(seen).toHaveLength(3);
    expect(await proofOf('unknown')).toEqual({ change: '', logins: 0, provenAt: 0 });
  });

  test('that is right counts against the account only if it was counted there', async () => {
    await kit.add('counted');
    expect((await attempt('counted', 'by-device')).proven).toBeDefined();
    expect(await proofOf('counted')).toMatchObject({ logins: 0, provenAt: kit.clock.now().getTime() / 1000 });
    await attempt('counted', 'by-account');
    expect(await proofOf('counted')).toMatchObject({ change: '', logins: 1 });
    await kit.reset('counted', 'c.1');
    expect(await proofOf('counted')).toMatchObject({ change: 'c.1' });
  });

  test('makes the device known to its account, for 90 days', async () => {
    await kit.add('owner');
    await kit.add('other');
    const token = (await attempt('owner', 'by-account')).proven?.deviceToken ?? new Secret('');
    const knows = async (userId: string, device = token) =>
      (await attempt(userId, 'refused')).seen[0]?.knows(device) === true;
    expect([await knows('owner'), await knows('other'), await knows('unknown')]).toEqual([true, false, false]);
    const [expiresAt, name, mac] = token.reveal().split('.');
    expect(await knows('owner', new Secret(`${Number(expiresAt) + 1}.${name}.${mac}`))).toBe(false);
    kit.clock.advance(90 * 86_400 - 1);
    expect(await knows('owner')).toBe(true);
    kit.clock.advance(1);
    expect(await knows('owner')).toBe(false);
  });
});

const admissionOf = async (userId: string, admission: Admission, check = credentials()) => {
  let seen: LoginToAdmit | undefined;
  const proven = await check.authenticate(userId, PASSWORD, async (login) => {
    seen = login;
    return admission;
  });
  return { proven, seen };
};

describe('a user ID in another case', () => {
  const typed = ['Anna.Fold', 'anna.fold', 'ANNA.FOLD'];
  const seenWith = (userIdCase: 'exact' | 'fold') =>
    Promise.all(typed.map((userId) => admissionOf(userId, 'by-account', credentials({ userIdCase }))));
  beforeAll(async () => {
    const passwordHash = await hashPassword(PASSWORD);
    const Item = { ...userKey('anna.fold'), userId: 'Anna.Fold', addresses: [], status: 'active', passwordHash };
    await tables.documents.send(new PutCommand({ TableName: 'users', Item }));
  });

  test('is the same account with one count, where case is folded', async () => {
    const attempts = await seenWith('fold');
    expect(attempts.map(({ proven }) => proven?.userId)).toEqual(Array(3).fill('Anna.Fold'));
    expect(new Set(attempts.map(({ seen }) => seen?.name)).size).toBe(1);
    const check = credentials({ userIdCase: 'fold' });
    expect(await check.sessionGeneration('Anna.Fold')).toBe(0);
    const token = attempts[0]?.proven?.deviceToken ?? new Secret('');
    expect((await admissionOf('ANNA.fold', 'refused', check)).seen?.knows(token)).toBe(true);
  });

  test('is another account otherwise', async () => {
    const attempts = await seenWith('exact');
    expect(attempts.filter(({ proven }) => proven !== undefined)).toHaveLength(1);
    expect(new Set(attempts.map(({ seen }) => seen?.name)).size).toBe(3);
  });
});

test('an attempt is admitted before its password is compared', async () => {
  await put('broken', { passwordHash: 'no hash' });
  await expect(admissionOf('broken', 'by-account')).rejects.toThrow('not a PHC string');
  expect((await admissionOf('broken', 'refused')).proven).toBeUndefined();
});

test('a device is known that logged in while the hash was renewed, and no longer after the next password', async () => {
  await put('renewed', { passwordHash: await hashPassword(PASSWORD, 'scrypt') });
  const token = (await admissionOf('renewed', 'by-account')).proven?.deviceToken ?? new Secret('');
  expect((await readUser(tables.documents, 'users', 'renewed'))?.passwordHash).toMatch(/^\$argon2id/);
  expect((await admissionOf('renewed', 'refused')).seen?.knows(token)).toBe(true);
  await put('renewed', { passwordHash: await hashPassword(PASSWORD) });
  expect((await admissionOf('renewed', 'refused')).seen?.knows(token)).toBe(false);
});

import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDbCredentialCheck } from '../../functions/adapters/dynamodb-credential-check.ts';
import { DynamoDbDirectory, readUser, userKey } from '../../functions/adapters/dynamodb-directory.ts';
import { comparableAddress } from '../../functions/domain/address.ts';
import { hashPassword } from '../../functions/domain/password-hash.ts';
import { type Password, Secret } from '../../functions/domain/secret.ts';
import type { Account, CredentialCheck, UserDirectory } from '../../functions/ports.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { InMemoryDirectory } from '../fakes/in-memory-directory.ts';
import { startTables, type Tables } from './tables.ts';

const OLD = new Secret<'password'>('correct horse battery staple');
const NEW = new Secret<'password'>('a brand new password');
const USERS: readonly Account[] = [
  { userId: 'bob', addresses: ['bob@example.com', 'Bob.Builder@example.net'], status: 'active' },
  { userId: 'carol', addresses: ['carol@example.com'], status: 'disabled' },
  { userId: 'dana', addresses: ['dana@example.com'], status: 'active' },
  { userId: 'dana.admin', addresses: ['dana@example.com'], status: 'active' },
];

interface Kit {
  readonly directory: UserDirectory;
  readonly credentials: CredentialCheck;
  readonly clock: FakeClock;
}

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

async function inMemory(): Promise<Kit> {
  const clock = new FakeClock();
  const directory = new InMemoryDirectory(clock);
  for (const user of USERS) directory.add(user, OLD.reveal());
  return { directory, credentials: directory, clock };
}

async function inDynamoDb(): Promise<Kit> {
  const clock = new FakeClock();
  const passwordHash = await hashPassword(OLD);
  const put = (Item: Record<string, unknown>) => tables.documents.send(new PutCommand({ TableName: 'users', Item }));
  for (const { userId, addresses, status } of USERS) {
    await put({ ...userKey(userId), userId, addresses, status, passwordHash });
    for (const address of addresses) {
      await put({ pk: `ADDRESS#${comparableAddress(address)}`, sk: `USER#${userId}`, userId });
    }
  }
  return {
    directory: new DynamoDbDirectory(tables.documents, 'users', clock),
    credentials: new DynamoDbCredentialCheck(tables.documents, 'users', clock),
    clock,
  };
}

describe.each([
  ['in memory', inMemory],
  ['DynamoDB', inDynamoDb],
])('the directory %s', (_name, makeKit) => {
  let kit: Kit;
  beforeEach(async () => {
    kit = await makeKit();
  });
  const change = (account: string, changeId: string, password: Password = NEW) =>
    kit.directory.setPassword({ account, password, changeId });

  test('finds a user by the ID as it is stored, and no other', async () => {
    expect(await kit.directory.findByUserId('bob')).toEqual({ ...USERS[0], provenAt: undefined });
    for (const other of ['Bob', 'bob ', 'b%6fb', 'ｂｏｂ'])
      expect(await kit.directory.findByUserId(other)).toBeUndefined();
  });

  test('finds every user of an address; only A to Z are folded', async () => {
    const ids = async (address: string) =>
      (await kit.directory.findByAddress(address)).map(({ userId }) => userId).sort();
    expect(await ids('DANA@example.com')).toEqual(['dana', 'dana.admin']);
    expect(await ids('bob.builder@EXAMPLE.net')).toEqual(['bob']);
    for (const other of ['bob@examp\u0131e.com', 'bo\u0299@example.com', 'nobody@example.com']) {
      expect(await ids(other)).toEqual([]);
    }
  });

  test('sets a password: the new one logs in, the old one does not, and sessions of before are over', async () => {
    const before = await kit.credentials.authenticate('bob', OLD);
    kit.clock.advance(1);
    expect(await change('bob', 'c.1')).toEqual({ kind: 'changed' });
    expect(await kit.credentials.authenticate('bob', OLD)).toBeUndefined();
    const after = await kit.credentials.authenticate('bob', NEW);
    expect(after?.sessionGeneration).not.toBe(before?.sessionGeneration);
    expect(await kit.credentials.sessionGeneration('bob')).toBe(after?.sessionGeneration);
  });

  test('has one effect of a change that is sent twice, and tells of it afterwards', async () => {
    expect(await kit.directory.outcomeOf({ account: 'bob', changeId: 'd.1' })).toBe('not-changed');
    await change('bob', 'd.1');
    const generation = await kit.credentials.sessionGeneration('bob');
    expect(await change('bob', 'd.1', new Secret('not this password'))).toEqual({ kind: 'changed' });
    expect(await kit.credentials.sessionGeneration('bob')).toBe(generation);
    expect(await kit.credentials.authenticate('bob', NEW)).toBeDefined();
    expect(await kit.directory.outcomeOf({ account: 'bob', changeId: 'd.1' })).toBe('changed');
  });

  test.each(['carol', 'nobody'])('does not let %s change or log in', async (userId) => {
    expect(await change(userId, 'e.1')).toEqual({ kind: 'not-allowed' });
    expect(await kit.directory.outcomeOf({ account: userId, changeId: 'e.1' })).toBe('not-changed');
    expect(await kit.credentials.authenticate(userId, OLD)).toBeUndefined();
    expect(await kit.credentials.sessionGeneration(userId)).toBeUndefined();
  });

  test('knows when a user last proved to be himself', async () => {
    await kit.credentials.authenticate('dana', OLD);
    const login = (await kit.directory.findByUserId('dana'))?.provenAt;
    expect(login).toBe(kit.clock.now().getTime() / 1000);
    kit.clock.advance(100);
    await change('dana', 'f.1');
    expect((await kit.directory.findByUserId('dana'))?.provenAt).toBe((login ?? 0) + 100);
    await kit.credentials.authenticate('dana', OLD);
    expect((await kit.directory.findByUserId('dana'))?.provenAt).toBe((login ?? 0) + 100);
  });
});

test('a login hashes the password again where another algorithm is configured, and either way it logs in', async () => {
  const userId = 'moved';
  const passwordHash = await hashPassword(OLD, 'argon2id');
  await tables.documents.send(
    new PutCommand({
      TableName: 'users',
      Item: { ...userKey(userId), userId, addresses: ['moved@example.com'], status: 'active', passwordHash },
    }),
  );
  const stored = async () => (await readUser(tables.documents, 'users', userId))?.passwordHash;
  const logIn = (algorithm: 'argon2id' | 'scrypt', password: Password) =>
    new DynamoDbCredentialCheck(tables.documents, 'users', new FakeClock(), algorithm).authenticate(userId, password);

  expect(await logIn('scrypt', NEW)).toBeUndefined();
  expect(await stored()).toBe(passwordHash);
  expect(await logIn('scrypt', OLD)).toBeDefined();
  expect(await stored()).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/);
  expect(await logIn('argon2id', OLD)).toBeDefined();
  expect(await stored()).toMatch(/^\$argon2id\$/);

  const directory = new DynamoDbDirectory(tables.documents, 'users', new FakeClock(), 'scrypt');
  expect(await directory.setPassword({ account: userId, password: NEW, changeId: 'g.1' })).toEqual({ kind: 'changed' });
  expect(await stored()).toMatch(/^\$scrypt\$/);
});

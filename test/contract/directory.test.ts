import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDbCredentialCheck } from '../../functions/adapters/directories/built-in/credential-check.ts';
import { DynamoDbDirectory, readUser, userKey } from '../../functions/adapters/directories/built-in/directory.ts';
import { comparableAddress } from '../../functions/domain/account.ts';
import { hashPassword } from '../../functions/domain/password-hash.ts';
import { type Password, Secret } from '../../functions/domain/secret.ts';
import type { CredentialCheck, UserDirectory } from '../../functions/ports.ts';
import { FakeClock } from '../../testkit/fakes/fake-clock.ts';
import { InMemoryDirectory } from '../../testkit/fakes/in-memory-directory.ts';
import { admitted } from '../../testkit/fakes/user-steps.ts';
import { directoryConformance } from './directory-conformance.ts';
import type { NewAccount } from './directory-kit.ts';
import { DYNAMODB_CANNOT, dynamoDbKit } from './kits/dynamodb.ts';
import { IN_MEMORY_CANNOT, inMemoryKit } from './kits/in-memory.ts';
import { startTables, type Tables } from '../../testkit/tables.ts';

const OLD = new Secret<'password'>('correct horse battery staple');
const NEW = new Secret<'password'>('a brand new password');
const ANY = () => true;
const USERS: readonly NewAccount[] = [
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

directoryConformance('in memory', inMemoryKit, IN_MEMORY_CANNOT);
directoryConformance('built-in, over DynamoDB', dynamoDbKit, DYNAMODB_CANNOT);

/** Login, in addition to the behaviour of all directories. */
describe.each([
  ['in memory', inMemory],
  ['DynamoDB', inDynamoDb],
])('the credentials %s', (_name, makeKit) => {
  let kit: Kit;
  beforeEach(async () => {
    kit = await makeKit();
  });
  const change = (account: string, changeId: string, password: Password = NEW) =>
    kit.directory.setPassword({ account, password, changeId, accepts: ANY });

  test.each(['carol', 'nobody'])('does not let %s change or log in', async (userId) => {
    expect(await change(userId, 'e.1')).toEqual({ kind: 'not-allowed' });
    expect(await kit.directory.outcomeOf({ account: userId, changeId: 'e.1' })).toBe('not-changed');
    expect(await kit.credentials.authenticate(userId, OLD, admitted)).toBeUndefined();
    expect(await kit.credentials.sessionGeneration(userId)).toBeUndefined();
  });

  test('knows when a user last logged in or changed the password', async () => {
    await kit.credentials.authenticate('dana', OLD, admitted);
    const login = (await kit.directory.findByUserId('dana'))?.provenAt;
    expect(login).toBe(kit.clock.now().getTime() / 1000);
    kit.clock.advance(100);
    await change('dana', 'f.1');
    expect((await kit.directory.findByUserId('dana'))?.provenAt).toBe((login ?? 0) + 100);
    await kit.credentials.authenticate('dana', OLD, admitted);
    expect((await kit.directory.findByUserId('dana'))?.provenAt).toBe((login ?? 0) + 100);
  });
});

test('a login hashes the password again if another algorithm is configured, and succeeds either way', async () => {
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
    new DynamoDbCredentialCheck(tables.documents, 'users', new FakeClock(), { algorithm }).authenticate(
      userId,
      password,
      admitted,
    );

  expect(await logIn('scrypt', NEW)).toBeUndefined();
  expect(await stored()).toBe(passwordHash);
  expect(await logIn('scrypt', OLD)).toBeDefined();
  expect(await stored()).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$/);
  expect(await logIn('argon2id', OLD)).toBeDefined();
  expect(await stored()).toMatch(/^\$argon2id\$/);

  const directory = new DynamoDbDirectory(tables.documents, 'users', new FakeClock(), {
    algorithm: 'scrypt',
    history: 4,
  });
  expect(await directory.setPassword({ account: userId, password: NEW, changeId: 'g.1', accepts: ANY })).toEqual({
    kind: 'changed',
  });
  expect(await stored()).toMatch(/^\$scrypt\$/);
});

test('keeps as many hashes as it compares, in one item that is written once', async () => {
  const userId = 'history';
  const passwordHash = await hashPassword(OLD);
  await tables.documents.send(
    new PutCommand({
      TableName: 'users',
      Item: { ...userKey(userId), userId, addresses: [], status: 'active', passwordHash },
    }),
  );
  const set = (history: number, password: string, changeId: string) =>
    new DynamoDbDirectory(tables.documents, 'users', new FakeClock(), { history }).setPassword({
      account: userId,
      password: new Secret(password),
      changeId,
      accepts: ANY,
    });
  const kept = async () => (await readUser(tables.documents, 'users', userId))?.previousHashes;

  for (const [index, password] of ['a', 'b', 'c', 'd'].entries()) await set(3, password, `h.${index}`);
  expect(await kept()).toHaveLength(2);
  for (const password of ['b', 'c', 'd']) {
    expect(await set(3, password, `again.${password}`)).toEqual({ kind: 'refused', reasons: ['reused'] });
  }
  expect(await set(3, 'a', 'again.a')).toEqual({ kind: 'changed' });
  expect(await set(1, 'a', 'one.1')).toEqual({ kind: 'refused', reasons: ['reused'] });
  expect(await set(1, 'd', 'one.2')).toEqual({ kind: 'changed' });
  expect(await kept()).toEqual([]);
  expect(await set(0, 'd', 'none.1')).toEqual({ kind: 'changed' });
});

test('two parallel changes take place one after the other, and both passwords are in the history', async () => {
  const userId = 'at-once';
  const passwordHash = await hashPassword(OLD);
  await tables.documents.send(
    new PutCommand({
      TableName: 'users',
      Item: { ...userKey(userId), userId, addresses: [], status: 'active', passwordHash },
    }),
  );
  const directory = new DynamoDbDirectory(tables.documents, 'users', new FakeClock(), { history: 4 });
  const set = (password: string, changeId: string) =>
    directory.setPassword({ account: userId, password: new Secret(password), changeId, accepts: ANY });
  expect(await set('the one before', 'b.1')).toEqual({ kind: 'changed' });
  tables.setDelay(20);
  expect(await Promise.all([set('one of two', 'o.1'), set('two of two', 't.1')])).toEqual([
    { kind: 'changed' },
    { kind: 'changed' },
  ]);
  tables.setDelay(0);
  for (const password of ['one of two', 'two of two', 'the one before', OLD.reveal()]) {
    expect(await set(password, `later.${password}`)).toEqual({ kind: 'refused', reasons: ['reused'] });
  }
});

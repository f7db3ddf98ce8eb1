import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { UserItems } from '../../cli/ops/user-items.ts';
import { DynamoDbDirectory } from '../../functions/adapters/directories/built-in/directory.ts';
import type { UserNames } from '../../functions/adapters/directories/built-in/users.ts';
import { Secret } from '../../functions/domain/secret.ts';
import { REFUSAL_ATTRIBUTES } from '../../functions/runtime/directories/refusal-attributes.ts';
import { FakeClock } from '../../testkit/fakes/fake-clock.ts';
import { startTables, type Tables } from '../../testkit/tables.ts';

/** What people may type as a user ID of the built-in directory. */

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const directoryWith = (names: Partial<UserNames>) =>
  new DynamoDbDirectory(tables.documents, 'users', new FakeClock(), names);
const itemsWith = (userIdCase: UserNames['userIdCase'] = 'exact') =>
  new UserItems(tables.documents, 'users', { userIdCase });
const user = (userId: string, ...addresses: string[]) => ({ userId, addresses, status: 'active' as const });
const idOf = async (directory: DynamoDbDirectory, typed: string) => (await directory.findByUserId(typed))?.userId;

describe('with folded case', () => {
  const folding = () => directoryWith({ userIdCase: 'fold' });
  const items = () => itemsWith('fold');

  test('an account has one user ID, as it was added, whatever case was typed', async () => {
    expect(await items().add(user('Anna.Müller', 'anna@example.com'))).toBe(true);
    for (const typed of ['Anna.Müller', 'anna.müller', 'ANNA.MÜLLER', 'anna.mu\u0308ller']) {
      expect(await idOf(folding(), typed)).toBe('Anna.Müller');
    }
    for (const other of ['anna.muller', 'anna.müller ', 'ａnna.müller']) {
      expect(await idOf(folding(), other)).toBeUndefined();
    }
    expect((await folding().findByAddress('anna@example.com')).map(({ userId }) => userId)).toEqual(['Anna.Müller']);
  });

  test('no second account differs by case alone, and an administrator may type either', async () => {
    expect(await items().add(user('anna.MÜLLER', 'other@example.com'))).toBe(false);
    expect(await items().disable('ANNA.müller')).toBe(true);
    expect((await folding().findByUserId('Anna.Müller'))?.status).toBe('disabled');
    expect(await items().enable('ANNA.müller')).toBe(true);
    expect(await items().find('ANNA.müller')).toMatchObject({ userId: 'Anna.Müller', status: 'active' });
    expect(await items().disable('nobody')).toBe(false);
  });

  test('a password is set, and refused, for the account that was found', async () => {
    const change = { account: 'Anna.Müller', changeId: 'f.1' };
    const password = new Secret<'password'>('a brand new password');
    expect(await folding().setPassword({ ...change, password, accepts: () => true })).toEqual({ kind: 'changed' });
    expect(await folding().outcomeOf(change)).toBe('changed');
  });

  test('a user who was added before is found by the exact user ID', async () => {
    expect(await itemsWith().add(user('Bob', 'bob@example.com'))).toBe(true);
    expect(await idOf(folding(), 'Bob')).toBe('Bob');
    expect(await idOf(folding(), 'bob')).toBeUndefined();
    expect(await idOf(directoryWith({}), 'Anna.Müller')).toBeUndefined();
  });
});

describe('an address', () => {
  beforeAll(async () => {
    await itemsWith().add(user('carol', 'carol@example.com', 'carol@münchen.example'));
    for (const userId of ['dana', 'dana.admin']) await itemsWith().add(user(userId, 'dana@example.com'));
    await itemsWith().add(user('carol@example.net', 'other@example.com'));
    await itemsWith().add(user('erin', 'carol@example.net'));
  });

  test('of exactly one account finds it, if the setting allows', async () => {
    const directory = directoryWith({ addressAsUserId: true });
    for (const typed of ['carol', 'Carol@Example.com', 'carol@xn--mnchen-3ya.example']) {
      expect(await idOf(directory, typed)).toBe('carol');
    }
    expect(await idOf(directory, 'dana@example.com')).toBeUndefined();
    expect(await idOf(directory, 'nobody@example.com')).toBeUndefined();
    expect(await idOf(directoryWith({}), 'carol@example.com')).toBeUndefined();
  });

  test('that is the user ID of another account finds that account', async () => {
    expect(await idOf(directoryWith({ addressAsUserId: true }), 'carol@example.net')).toBe('carol@example.net');
  });

  test('names no account for a change, which the directory named itself', async () => {
    const change = { account: 'carol@example.com', changeId: 'a.1', password: new Secret<'password'>('x'.repeat(20)) };
    const directory = directoryWith({ addressAsUserId: true });
    expect(await directory.setPassword({ ...change, accepts: () => true })).toEqual({ kind: 'not-allowed' });
  });
});

test('refusing a password touches only the attributes that its right names', async () => {
  await itemsWith().add(user('frank', 'frank@example.com'));
  const change = { account: 'frank', changeId: 'r.1' };
  const sent: unknown[] = [];
  const spying = new Proxy(tables.documents, {
    get: (documents, name: 'send') =>
      name === 'send'
        ? (command: object) => {
            if (command instanceof UpdateCommand) sent.push(command.input);
            return documents.send(command as UpdateCommand);
          }
        : documents[name],
  });
  const directory = new DynamoDbDirectory(spying, 'users', new FakeClock());
  await directory.setPassword({ ...change, password: new Secret('a brand new password'), accepts: () => true });
  sent.length = 0;
  await directory.refusePassword(change);
  expect(sent).toHaveLength(1);
  const { ExpressionAttributeNames = {}, ReturnValues } = sent[0] as UpdateCommand['input'];
  expect(Object.values(ExpressionAttributeNames).toSorted()).toEqual([...REFUSAL_ATTRIBUTES].toSorted());
  expect(ReturnValues).toBeUndefined();
});

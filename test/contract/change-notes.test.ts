import { DynamoDbChangeNotes } from '../../functions/adapters/dynamodb/change-notes.ts';
import type { ChangeNotes } from '../../functions/ports.ts';
import { FakeClock } from '../../testkit/fakes/fake-clock.ts';
import { InMemoryChangeNotes } from '../../testkit/fakes/in-memory-change-notes.ts';
import { startTables, type Tables } from '../../testkit/tables.ts';

let tables: Tables;
const clock = new FakeClock();
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

describe.each<[string, () => ChangeNotes]>([
  ['in memory', () => new InMemoryChangeNotes()],
  ['in DynamoDB', () => new DynamoDbChangeNotes(tables.documents, 'resets', clock)],
])('the notes of changes %s', (name, make) => {
  let made: ChangeNotes | undefined;
  const notes = () => (made ??= make());
  const id = (rest: string) => `${name.replaceAll(' ', '-')}-${rest}`;

  test('keep the first note of a change', async () => {
    expect(await notes().read(id('a.1'))).toBeUndefined();
    expect(await notes().note(id('a.1'), 'before')).toBe('before');
    expect(await notes().note(id('a.1'), 'later')).toBe('before');
    expect(await notes().read(id('a.1'))).toBe('before');
  });

  test('give the claim of an account to one request, however often it asks', async () => {
    const requests = ['one', 'two', 'three', 'four'];
    const claims = await Promise.all(requests.map((request) => notes().claim(id('anna'), 'm1', request)));
    const winner = requests[claims.indexOf(true)] ?? '';
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await notes().claim(id('anna'), 'm1', winner)).toBe(true);
    expect(await notes().claimedBy(id('anna'), 'm1')).toBe(winner);
    expect(await notes().claim(id('anna'), 'm2', 'five')).toBe(true);
    expect(await notes().claim(id('bob'), 'm1', 'five')).toBe(true);
    expect(await notes().claimedBy(id('nobody'), 'm1')).toBeUndefined();
  });

  test('give a claim that was released to the next request, and still know who had it', async () => {
    expect(await notes().claim(id('dana'), 'm1', 'one')).toBe(true);
    await notes().release(id('dana'), 'm1', 'two');
    expect(await notes().claim(id('dana'), 'm1', 'two')).toBe(false);
    await notes().release(id('dana'), 'm1', 'one');
    expect(await notes().claimedBy(id('dana'), 'm1')).toBe('one');
    expect(await notes().claim(id('dana'), 'm1', 'two')).toBe(true);
    expect(await notes().claim(id('dana'), 'm1', 'one')).toBe(false);
  });

  test('know the last change of an account', async () => {
    expect(await notes().latest(id('anna'))).toBeUndefined();
    await notes().setLatest(id('anna'), 'one.1');
    await notes().setLatest(id('anna'), 'two.1');
    expect(await notes().latest(id('anna'))).toBe('two.1');
  });
});

test('a claim of a request that was given up ends after a minute', async () => {
  const notes = new DynamoDbChangeNotes(tables.documents, 'resets', clock);
  expect(await notes.claim('carol', 'm', 'given-up')).toBe(true);
  clock.advance(60);
  expect(await notes.claim('carol', 'm', 'next')).toBe(false);
  clock.advance(1);
  expect(await notes.claim('carol', 'm', 'next')).toBe(true);
  expect(await notes.claim('carol', 'm', 'given-up')).toBe(false);
  expect(await notes.claimedBy('carol', 'm')).toBe('next');
});

import type { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDbMailAllowance } from '../../functions/adapters/dynamodb/mail-allowance.ts';
import { FakeClock } from '../../testkit/fakes/fake-clock.ts';
import { InMemoryMailAllowance } from '../../testkit/fakes/in-memory-mail-allowance.ts';
import { startTables, type Tables } from '../../testkit/tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

/** Each test uses its own day, because the service has one counter per day. */
let day = 1;
const nextDay = () => new FakeClock(`2026-01-${String(day++).padStart(2, '0')}T23:59:00Z`);

let refusals = 0;
beforeEach(() => {
  refusals = 0;
});
const inDynamoDb = (clock: FakeClock, mailsPerDay: number) =>
  new DynamoDbMailAllowance({
    client: tables.documents,
    table: 'resets',
    clock,
    mailsPerDay,
    onRefusal: () => refusals++,
  });

describe.each([
  ['in memory', (clock: FakeClock, mailsPerDay: number) => new InMemoryMailAllowance(clock, mailsPerDay)],
  ['DynamoDB', inDynamoDb],
])('the mail allowance %s', (_name, makeAllowance) => {
  test('grants exactly its number of mails, and again on the next day', async () => {
    const clock = nextDay();
    day++;
    const allowance = makeAllowance(clock, 47);
    let granted = 0;
    for (let mail = 0; mail < 60; mail++) granted += (await allowance.take(1)) ? 1 : 0;
    expect(granted).toBe(47);
    clock.advance(60);
    expect(await allowance.take(1)).toBe(true);
  });

  test('holds under parallel requests', async () => {
    const allowance = makeAllowance(nextDay(), 5);
    const granted = await Promise.all(Array.from({ length: 20 }, () => allowance.take(1)));
    expect(granted.filter(Boolean).length).toBeLessThanOrEqual(5);
  });

  test('grants all of several mails or none', async () => {
    const allowance = makeAllowance(nextDay(), 5);
    expect(await allowance.take(3)).toBe(true);
    expect(await allowance.take(3)).toBe(false);
    expect(await allowance.take(2)).toBe(true);
    expect(await allowance.take(1)).toBe(false);
  });

  test('counts mails that are sent in any case', async () => {
    const allowance = makeAllowance(nextDay(), 5);
    await allowance.count(4);
    expect(await allowance.take(2)).toBe(false);
    await allowance.count(10);
    expect(await allowance.take(1)).toBe(false);
  });
});

describe('the counter in DynamoDB', () => {
  test('is shared by all functions', async () => {
    const clock = nextDay();
    const functions = [inDynamoDb(clock, 50), inDynamoDb(clock, 50), inDynamoDb(clock, 50)];
    let granted = 0;
    for (let mail = 0; mail < 60; mail++)
      for (const allowance of functions) granted += (await allowance.take(1)) ? 1 : 0;
    expect(granted).toBe(50);
  });

  test('is written once per twenty mails, and not at all after a refusal; each refusal is reported', async () => {
    const clock = nextDay();
    const writes: unknown[] = [];
    const client = Object.create(tables.documents, {
      send: {
        value: (command: UpdateCommand) => {
          writes.push(command.input.Key);
          return tables.documents.send(command);
        },
      },
    }) as typeof tables.documents;
    const settings = { client, table: 'resets', clock, onRefusal: () => refusals++ };
    const allowance = new DynamoDbMailAllowance({ ...settings, mailsPerDay: 210 });
    for (let mail = 0; mail < 200; mail++) expect(await allowance.take(1)).toBe(true);
    expect(writes.length).toBeLessThanOrEqual(10);
    expect(writes[0]).toEqual({ key: `LIMIT#mails#${clock.now().toISOString().slice(0, 10)}` });
    while (await allowance.take(1));
    const written = writes.length;
    expect(await allowance.take(1)).toBe(false);
    expect(writes).toHaveLength(written);
    expect(refusals).toBe(2);
  });
});

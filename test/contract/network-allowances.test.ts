import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import {
  DynamoDbNetworkAllowances,
  MOST_ALLOWANCES,
  NETWORKS_KEY,
} from '../../functions/adapters/dynamodb/network-allowances.ts';
import { epochSeconds } from '../../functions/domain/moment.ts';
import { FakeClock } from '../../testkit/fakes/fake-clock.ts';
import { startTables, type Tables } from '../../testkit/tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());
beforeEach(() => tables.documents.send(new DeleteCommand({ TableName: 'resets', Key: { key: NETWORKS_KEY } })));

function allowances() {
  const clock = new FakeClock();
  const store = () => new DynamoDbNetworkAllowances(tables.documents, 'resets', clock);
  const inAnHour = epochSeconds(clock.now()) + 3600;
  return { clock, store, inAnHour };
}

test('an allowance holds until it ends, whether its item is deleted then or later', async () => {
  const { clock, store, inAnHour } = allowances();
  expect(await store().current()).toEqual([]);
  const allowance = { network: '203.0.113.0/24', perHour: 200, until: inAnHour };
  expect(await store().add(allowance)).toBe(true);
  clock.advance(3599);
  expect(await store().current()).toEqual([allowance]);
  clock.advance(1);
  expect(await store().current()).toEqual([]);
});

test('a second order for a network replaces the first, and leaves others alone', async () => {
  const { store, inAnHour } = allowances();
  await store().add({ network: '203.0.113.0/24', perHour: 200, until: inAnHour });
  await store().add({ network: '198.51.100.0/24', perHour: 50, until: inAnHour });
  await store().add({ network: '203.0.113.0/24', perHour: 300, until: inAnHour });
  expect((await store().current()).map(({ network, perHour }) => `${network}=${perHour}`)).toEqual([
    '198.51.100.0/24=50',
    '203.0.113.0/24=300',
  ]);
});

test('parallel orders are all kept, up to a maximum', async () => {
  const { store, inAnHour } = allowances();
  const add = (n: number) => store().add({ network: `10.${n}.0.0/16`, perHour: 50, until: inAnHour });
  expect(await Promise.all([add(1), add(2), add(3)])).toEqual([true, true, true]);
  for (let n = 4; n <= MOST_ALLOWANCES; n++) await add(n);
  expect(await store().current()).toHaveLength(MOST_ALLOWANCES);
  expect(await add(MOST_ALLOWANCES + 1)).toBe(false);
  expect(await add(1)).toBe(true);
});

test('a function reads the item again after ten seconds', async () => {
  const { clock, store, inAnHour } = allowances();
  const reader = store();
  expect(await reader.current()).toEqual([]);
  await store().add({ network: '203.0.113.0/24', perHour: 200, until: inAnHour });
  expect(await reader.current()).toEqual([]);
  clock.advance(10);
  expect(await reader.current()).toHaveLength(1);
});

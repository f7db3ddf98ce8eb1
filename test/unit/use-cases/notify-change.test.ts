import type { ResetRecord } from '../../../functions/domain/reset-record.ts';
import type { UserDirectory } from '../../../functions/ports.ts';
import { followChange } from '../../../functions/use-cases/notify-change.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';

const guessesOf = async (world: World) => (await world.budgets.read({ account: 'alice' }))?.budget.guessesSinceSuccess;

/** A world with three issued codes, and the record of a change whose notice is pending. */
async function afterThreeCodes(): Promise<{ world: World; record: ResetRecord }> {
  const world = new World();
  for (let start = 0; start < 3; start++) {
    await world.start('alice', `198.51.100.${start}`);
    world.clock.advance(61);
  }
  world.clock.advance(10);
  const record = {
    ...(world.newest() as ResetRecord),
    state: 'COMPLETED',
    pending: 'change-0',
    account: 'alice',
  } as const;
  return { world, record: { ...record, pendingAt: world.clock.now().getTime() / 1000 } };
}

function withoutProof(directory: UserDirectory): UserDirectory {
  return {
    endsSessions: true,
    findByUserId: async (userId) => {
      const account = await directory.findByUserId(userId);
      return account && { ...account, provenAt: undefined };
    },
    findByAddress: (address) => directory.findByAddress(address),
    setPassword: (change) => directory.setPassword(change),
    outcomeOf: (change) => directory.outcomeOf(change),
    refusePassword: (change) => directory.refusePassword(change),
  };
}

test('a completed reset gives back the guesses where the directory reports no logins', async () => {
  const { world, record } = await afterThreeCodes();
  expect(await guessesOf(world)).toBe(3 * rules.attemptsPerCode);
  const { clock, peppers, subjectKeys, resets, budgets, allowance, addresses, mailer } = world;
  const directory = withoutProof(world.directory);
  const ports = { clock, peppers, subjectKeys, resets, budgets, allowance, addresses, mailer, directory };
  await followChange(ports, rules, record);
  expect(await guessesOf(world)).toBe(0);

  // A repeat, as the redelivery may cause it: codes issued since then stay counted.
  world.clock.advance(3600);
  await world.start('alice');
  await followChange(ports, rules, record);
  expect(await guessesOf(world)).toBe(rules.attemptsPerCode);
});

test('a completed reset leaves the budget alone where the directory reports logins', async () => {
  const { world, record } = await afterThreeCodes();
  world.directory.add({ userId: 'alice', addresses: ['alice@example.com'], status: 'active', provenAt: 1 }, 'x');
  await followChange(world, rules, record);
  expect(await guessesOf(world)).toBe(3 * rules.attemptsPerCode);
});

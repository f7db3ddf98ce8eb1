import { DynamoDbBudgetStore } from '../../functions/adapters/dynamodb/budget-store.ts';
import { freshBudget } from '../../functions/domain/account-budget.ts';
import { type OperatedStage, startOperatedStage } from '../../testkit/operated-stage.ts';
import { runWith } from '../unit/ops/run-with.ts';
import { only, resources, synthesized } from './synthesized.ts';

let stage: OperatedStage;
beforeAll(async () => {
  stage = await startOperatedStage();
});
afterAll(() => stage.stop());

/** Settings as the template of a deployment with `-c` records them. */
function recordOf(overrides: Record<string, string>): string {
  const [, { Properties }] = only(
    resources<{ Deployed: unknown }>(synthesized('laptop', overrides), 'Custom::SettingsRecord'),
  );
  if (typeof Properties.Deployed !== 'string') throw new Error('the record is no text');
  return Properties.Deployed;
}

const ops = (...args: readonly string[]) => runWith([...args, '--endpoints', stage.endpoints]);

test('the commands go by the values that a deployment gave with -c, not by those of the checkout', async () => {
  expect((await ops('users', 'add', 'ida', 'ida@example.com', '--reason', 'Test')).code).toBe(0);
  const budgets = new DynamoDbBudgetStore(stage.tables.documents, stage.names.resets);
  await budgets.replace({ account: 'ida' }, { ...freshBudget, guessesSinceSuccess: 4 }, undefined);
  expect((await ops('resets', 'resume', 'ida', '--reason', 'Test')).out).toContain('Nothing to do');

  await stage.deploy(recordOf({ guessesSinceSuccess: '5', codesPerHour: '2', networkAllowances: '10.0.0.0/8=77' }));
  const { limits } = JSON.parse((await ops('limits', 'show', 'ida', '--json')).out) as { limits: object };
  expect(limits).toMatchObject({ guessesAllowed: 5, codesPerHour: 2, linkOnly: true });
  expect((await ops('networks', 'list')).out).toContain('10.0.0.0/8  77');
  expect((await ops('resets', 'resume', 'ida', '--reason', 'Test')).out).toContain('Gave ida the guesses back');
});

test('a stage whose deployment recorded nothing is not judged by the checkout', async () => {
  await stage.deploy('{}');
  const { code, err } = await ops('limits', 'show', 'ida');
  expect(code).toBe(3);
  expect(err).toContain('has not recorded the settings that this command needs; deploy it with this version');
});

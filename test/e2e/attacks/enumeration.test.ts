import { compare, leaksIn } from '../../../testkit/enumeration/comparison.ts';
import { under } from '../../../testkit/enumeration/conditions.ts';
import { Measurement, type Step } from '../../../testkit/enumeration/measure.ts';
import { median, Z } from '../../../testkit/measuring/statistics.ts';
import {
  addressOf,
  findUsersTable,
  type Kind,
  KINDS,
  seedDisabledUsers,
  userIdOf,
} from '../../../testkit/enumeration/subjects.ts';
import { TimedConnection } from '../../../testkit/enumeration/timed-connection.ts';
import { operations } from '../../../functions/operations/index.ts';
import { lacks, testWhere } from '../../../testkit/deployment/capabilities.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { slowTable } from '../../../testkit/deployment/slow-table.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';

const deployment = new Deployment();
const inside = lookInside(deployment);

const FULL = process.env['FULL'] === 'true';
/** Calls of each kind. `npm run bench:enumeration` makes the full number, at every step and in every condition. */
const PAIRS = FULL ? 1000 : 150;
/** Accounts whose mails no other test counts. */
const RANGE = { first: 201, last: 300 };
const STEPS: readonly Step[] = ['start-reset', 'verify-otp, wrong code'];
const slow = inside !== undefined && !lacks(deployment, 'table-delay');
const WHERE = slow ? ', while the user directory takes 30 ms more' : '';

afterEach(() => slowTable(deployment, 0));

const all = (kind: Kind) =>
  Array.from({ length: RANGE.last - RANGE.first + 1 }, (_, index) => userIdOf(kind, RANGE, index));
const [known, disabled] = [all('known'), all('disabled')];

/** Kinds of accounts. Disabled ones exist only if the tables can be reached. */
async function kinds(): Promise<readonly Kind[]> {
  if (inside === undefined) return ['known', 'unknown'];
  const { dynamodb, directory } = deployment.endpoints;
  if (directory === undefined) await seedDisabledUsers(dynamodb, await findUsersTable(dynamodb), RANGE);
  else
    for (const userId of disabled)
      await deployment.putAccount({ userId, addresses: [addressOf(userId)], status: 'disabled' });
  await inside.renewBudgets(...known);
  return KINDS;
}

test(`19. known, unknown and disabled user IDs: ${PAIRS} interleaved calls of each get equal answers in equal times${WHERE}`, async () => {
  const measured = await kinds();
  const measurement = new Measurement(deployment, {
    kinds: measured,
    calls: PAIRS,
    callsInBlock: 50,
    range: RANGE,
    firstIndex: 0,
    steps: STEPS,
    pause: 10,
    seed: 19,
  });
  const run = () => measurement.run();
  const samples = await (slow ? under(deployment.endpoints, 'slow directory', run) : run());
  const comparisons = compare(samples, measured, Z.ninetyNine);
  expect(comparisons).toHaveLength(STEPS.length * (measured.length - 1));
  expect(comparisons.flatMap(leaksIn)).toEqual([]);
}, 900_000);

/** Extra milliseconds of the slow directory. */
const SLOW = 300;

async function expectNoWaitForDirectory(operationId: 'start-reset' | 'remind-user-id', fields: object): Promise<void> {
  const { path, captchaAction } = operations[operationId];
  const medianWith = async (delay: number) => {
    await slowTable(deployment, delay, `"TableName":"${await findUsersTable(deployment.endpoints.dynamodb)}"`);
    const connection = new TimedConnection(deployment.endpoints.api, ownSource());
    await connection.open();
    const times: number[] = [];
    for (let call = 0; call < 15; call += 1) {
      const captchaToken = await deployment.captcha(captchaAction);
      const answer = await connection.post(path, JSON.stringify({ ...fields, captchaToken }));
      expect(answer.status).toBe(202);
      times.push(answer.milliseconds);
    }
    connection.close();
    return median(times);
  };
  const fast = await medianWith(0);
  expect((await medianWith(SLOW)) - fast).toBeLessThan(SLOW / 2);
}

testWhere(deployment, 'table-delay').each([
  ['start-reset', { userId: 'user-0201' }],
  ['remind-user-id', { email: 'user-0201@example.com' }],
] as const)('19b. %s does not wait for the user directory', expectNoWaitForDirectory);

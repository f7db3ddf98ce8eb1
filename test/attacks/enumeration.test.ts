import { type Comparison, compare, leaksIn } from '../../bench/enumeration/comparison.ts';
import { type Condition, EXTRA_MS, laptopEndpoints, under } from '../../bench/enumeration/conditions.ts';
import { Measurement, type Sample, type Step } from '../../bench/enumeration/measure.ts';
import { Z } from '../../bench/enumeration/statistics.ts';
import { findUsersTable, type Kind, seedDisabledUsers } from '../../bench/enumeration/subjects.ts';
import { Deployment } from '../deployment/deployment.ts';

const deployment = new Deployment();
const laptop = laptopEndpoints(deployment.endpoints);
const USERS = { first: 121, last: 200 };
const RESET_STEPS: readonly Step[] = ['start-reset', 'resend-otp, inside the cooldown', 'verify-otp, wrong code'];

/** Starts of each kind so far: the accounts take turns, so that as few as can be have used up their codes. */
let started = 0;

async function measure(condition: Condition, calls: number, steps: readonly Step[], kinds: readonly Kind[]) {
  const measurement = new Measurement(deployment, {
    kinds,
    calls,
    callsInBlock: calls,
    range: USERS,
    firstIndex: started,
    steps,
    pause: 20,
    seed: Date.now(),
  });
  if (steps.includes('start-reset')) started += calls;
  const samples = await under(laptop, condition, () => measurement.run());
  return { samples, comparisons: compare(samples, kinds, Z.ninetyNine) };
}

/**
 * The interval is the one of 99 %, because a run asks a dozen times: two equal kinds are called different in fewer than
 * one run of a thousand, whatever else the machine does, since the order of the calls is drawn at random.
 */
function leaks(comparisons: readonly Comparison[], steps: readonly Step[], pairs: number): string[] {
  const compared = new Set(comparisons.map(({ step }) => step));
  const missing = steps.filter((step) => !compared.has(step)).map((step) => `${step}: not measured`);
  const short = comparisons.filter((one) => one.pairs !== pairs).map(({ step }) => `${step}: too few samples`);
  return [...missing, ...short, ...comparisons.flatMap(leaksIn)];
}

const fastest = (samples: readonly Sample[], step: Step): number =>
  Math.min(...samples.filter((sample) => sample.step === step).map(({ milliseconds }) => milliseconds));

beforeAll(async () => {
  const { dynamodb } = laptop;
  await seedDisabledUsers(dynamodb, await findUsersTable(dynamodb), USERS);
});

describe('19. known and unknown user IDs get equal answers in equal time', () => {
  test('at start, at a resend inside the cooldown and at verify', async () => {
    const { comparisons } = await measure('normal', 120, RESET_STEPS, ['known', 'unknown']);
    expect(leaks(comparisons, RESET_STEPS, 120)).toEqual([]);
  }, 180_000);

  test('at log-in and for a reminder, and disabled ones too', async () => {
    const steps: readonly Step[] = ['remind-user-id', 'log-in, wrong password'];
    const { comparisons } = await measure('normal', 80, steps, ['known', 'unknown', 'disabled']);
    expect(leaks(comparisons, steps, 80)).toEqual([]);
  }, 180_000);
});

describe('20. the same while something behind the service fails', () => {
  test('at start, inside the cooldown and at verify while SES rejects every mail', async () => {
    const { comparisons } = await measure('mail refused', 100, RESET_STEPS, ['known', 'unknown']);
    expect(leaks(comparisons, RESET_STEPS, 100)).toEqual([]);
  }, 180_000);

  test('at start, inside the cooldown and at verify while the directory is slow, which none of them waits for', async () => {
    const { samples, comparisons } = await measure('slow directory', 60, RESET_STEPS, ['known', 'disabled']);
    expect(leaks(comparisons, RESET_STEPS, 60)).toEqual([]);
    for (const step of RESET_STEPS) expect(fastest(samples, step)).toBeLessThan(EXTRA_MS);
  }, 180_000);
});

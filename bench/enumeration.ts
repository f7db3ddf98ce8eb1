import { startCloud } from '../local/cloud.ts';
import { freePortBase } from '../local/ports.ts';
import { Deployment } from '../testkit/deployment/deployment.ts';
import { type Comparison, compare, leaksIn } from '../testkit/enumeration/comparison.ts';
import { CONDITION_TEXT, CONDITIONS, laptopEndpoints, under } from '../testkit/enumeration/conditions.ts';
import { Measurement, STEP_NAMES, type Step } from '../testkit/enumeration/measure.ts';
import { findUsersTable, KINDS, type Kind, seedDisabledUsers } from '../testkit/enumeration/subjects.ts';
import { markdownTable } from '../testkit/measuring/markdown-table.ts';
import { DATA_DIR, progress, runBench } from './run-bench.ts';

const CALLS_IN_BLOCK = 50;
/** Side by side they take less time, and what disturbs one disturbs all. */
const AT_ONCE = 3;

/** What is measured: a thousand pairs of `first` take minutes, of `all` an hour. */
const SCOPES: Readonly<Record<string, { readonly steps: readonly Step[]; readonly kinds: readonly Kind[] }>> = {
  first: { steps: ['start-reset', 'verify-otp, wrong code'], kinds: ['known', 'unknown'] },
  all: { steps: STEP_NAMES, kinds: KINDS },
};

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;

const tableOf = (comparisons: readonly Comparison[]): string =>
  markdownTable(
    ['step', 'compared', 'pairs', 'medians, ms', 'difference (95 %), ms', 'KS p', 'AUC (95 %)', 'equal answers'],
    comparisons.map(
      ({ step, left, right, pairs, medianLeft, medianRight, difference, ksPValue, auc, answersDiffer }) => [
        step,
        `${left} / ${right}`,
        String(pairs),
        `${medianLeft.toFixed(2)} / ${medianRight.toFixed(2)}`,
        `${signed(difference.value)} (${signed(difference.low)} … ${signed(difference.high)})`,
        ksPValue.toFixed(3),
        `${auc.value.toFixed(3)} (${auc.low.toFixed(3)} … ${auc.high.toFixed(3)})`,
        answersDiffer === undefined ? 'yes' : 'no',
      ],
    ),
  );

await runBench({
  name: 'enumeration',
  question: 'Can known, unknown and disabled user IDs be told apart?',
  fails: "the lower end of an AUC's 95 % interval is above 0.55, answers differ, or half of the pairs are missing.",
  options: {
    pairs: { about: 'calls of each kind at each step, if there is time', default: 1000, least: 10, most: 9999 },
    minutes: { about: 'time after which no more calls begin', default: 4, least: 1, most: 240 },
    scope: { about: 'first: start and verify, known and unknown; all: each step and kind', default: 'first' },
    condition: { about: `one of ${CONDITIONS.join(', ')}`, default: 'normal' },
    seed: { about: 'of the order of the calls', default: 1, least: 0, most: 999_999 },
  },
  async run({ pairs, minutes, scope: named, condition: asked, seed }) {
    const deadline = Date.now() + minutes * 60_000;
    const condition = CONDITIONS.find((known) => known === asked);
    if (condition === undefined) throw new Error(`--condition ${asked}: there are ${CONDITIONS.join(', ')}`);
    const scope = SCOPES[named];
    if (scope === undefined) throw new Error(`--scope ${named}: there are ${Object.keys(SCOPES).join(', ')}`);
    progress(`Starting a cloud with ${pairs} users …`);
    // An account for each pair: no budget runs out, so each known user ID is mailed its codes.
    // The cooldown outlasts a block on any machine; its end is moved into the past, so that nothing waits for it.
    const settings = { resendCooldownSeconds: '600', auditBatchingSeconds: '10' };
    const cloud = await startCloud({
      dataDir: DATA_DIR,
      portBase: await freePortBase(),
      fresh: true,
      users: pairs,
      settings,
    });
    try {
      const range = { first: 1, last: pairs };
      const laptop = laptopEndpoints(cloud.endpoints);
      await seedDisabledUsers(laptop.dynamodb, await findUsersTable(laptop.dynamodb), range);
      const measurement = new Measurement(new Deployment(cloud.endpoints), {
        ...scope,
        calls: pairs,
        callsInBlock: CALLS_IN_BLOCK,
        range,
        firstIndex: 0,
        atOnce: AT_ONCE,
        pause: 0,
        deadline,
        seed,
        progress,
      });
      const comparisons = compare(await under(laptop, condition, () => measurement.run()), scope.kinds);
      progress('');
      console.log(`**${condition}**: ${CONDITION_TEXT[condition]}\n\n${tableOf(comparisons)}`);
      const measured = Math.min(...comparisons.map((comparison) => comparison.pairs));
      // With too few pairs an interval is so wide that no leak would be found.
      const tooFew = `${measured} of ${pairs} pairs were measured in ${minutes} minutes; half of them are needed`;
      const broken = [...comparisons.flatMap(leaksIn), ...(measured < pairs / 2 ? [tooFew] : [])];
      if (broken.length === 0) console.log('Nothing tells the kinds of user IDs apart.');
      return { results: { condition, comparisons }, broken };
    } finally {
      await cloud.stop();
    }
  },
});

import { startBetterAuth } from './peers/better-auth.ts';
import { addressOf, type Contender, userId } from './peers/contender.ts';
import { installPeers } from './peers/install.ts';
import { askBlock, guessBurst, replayBurst, resetBlock } from './peers/measure.ts';
import { startOpenAuth } from './peers/openauth.ts';
import { startOurs } from './peers/ours.ts';
import { budgetsBroken, type Measured, type Summary, summaryOf } from './peers/summary.ts';
import { peersTable } from './peers/table.ts';
import { progress, runBench } from './run-bench.ts';

const WARM_UP_PAIRS = 4;

interface Counts {
  readonly warmup: number;
  readonly rounds: number;
  readonly resets: number;
  readonly pairs: number;
  readonly trials: number;
}

/** Known users who have not asked for a code yet: an account has a budget of codes. */
function freshUsers(): (size: number) => string[] {
  let used = 0;
  return (size) => Array.from({ length: size }, () => userId('known', (used += 1)));
}

/** Starts one after the other, so that none starts on a busy machine; stops all if one fails. */
async function startAll(users: number): Promise<Contender[]> {
  const addresses = Array.from({ length: users }, (_, index) => addressOf(userId('known', index + 1)));
  const started: Contender[] = [];
  try {
    const ours = await startOurs(users, 'as on Lambda');
    started.push(ours);
    started.push(await startOurs(users, 'in one process'));
    const { ses, mails } = ours.services;
    for (const start of [
      () => startBetterAuth(addresses),
      () => startOpenAuth(addresses),
      () => startBetterAuth(addresses, { ses, mails }),
      () => startOpenAuth(addresses, ours.services),
    ]) {
      started.push(await start());
    }
    return started;
  } catch (error) {
    await stopAll(started);
    throw error;
  }
}

async function stopAll(contenders: readonly Contender[]): Promise<void> {
  await Promise.all(contenders.map((contender) => contender.stop()));
}

type Mutable<Lists> = { [Name in keyof Lists]: Lists[Name] extends readonly (infer Entry)[] ? Entry[] : Lists[Name] };

/** Every round measures each contender once, so that other load on the machine meets all of them alike. */
async function measure(contenders: readonly Contender[], counts: Counts): Promise<Measured[]> {
  const { warmup, rounds, resets, pairs, trials } = counts;
  const all = contenders.map((contender) => ({
    contender,
    users: freshUsers(),
    measured: { about: contender.about, blocks: [], asks: [], bursts: [], replays: [] } as Mutable<Measured>,
  }));
  for (const { contender, users } of all) {
    progress(`warming up: ${contender.about.name}`);
    await resetBlock(contender, users(warmup));
    await askBlock(contender, users(WARM_UP_PAIRS), rounds * pairs + 1, 0);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { contender, users, measured } of all) {
      progress(`round ${round + 1} of ${rounds}: ${contender.about.name}`);
      measured.blocks.push(await resetBlock(contender, users(resets)));
      measured.asks.push(...(await askBlock(contender, users(pairs), round * pairs + 1, round + 1)));
    }
  }
  for (let trial = 0; trial < trials; trial += 1) {
    for (const { contender, users, measured } of all) {
      progress(`guesses, trial ${trial + 1} of ${trials}: ${contender.about.name}`);
      for (const user of users(1)) measured.bursts.push(await guessBurst(contender, user));
      for (const user of users(1)) measured.replays.push(await replayBurst(contender, user));
    }
  }
  progress('');
  return all.map(({ measured }) => measured);
}

const brokenBy = (summary: Summary): string[] =>
  budgetsBroken(summary).map((sentence) => `${summary.about.name}: ${sentence}`);

await runBench({
  name: 'peers',
  question: 'How do the three steps of a reset compare with other implementations, measured in turns?',
  fails: 'this service breaks a budget (bench/peers/summary.ts). The peers have none.',
  options: {
    // V8 compiles what runs often: a process is not warm before it has done its work a hundred times.
    warmup: { about: 'complete resets of each contender before the first round', default: 400, least: 4, most: 2000 },
    rounds: { about: 'rounds, each of which measures every contender once', default: 5, least: 1, most: 99 },
    resets: { about: 'complete resets of a contender in a round', default: 8, least: 1, most: 99 },
    pairs: { about: 'known and unknown users that ask for a code in a round', default: 40, least: 1, most: 999 },
    trials: { about: 'bursts of guesses, and of one code sent again', default: 3, least: 1, most: 99 },
  },
  async run(counts) {
    const { warmup, rounds, resets, pairs, trials } = counts;
    await installPeers();
    progress('Starting the contenders …');
    const contenders = await startAll(warmup + WARM_UP_PAIRS + rounds * (resets + pairs) + 2 * trials);
    try {
      const summaries = (await measure(contenders, counts)).map(summaryOf);
      console.log(peersTable(summaries));
      return { results: { summaries }, broken: summaries.slice(0, 2).flatMap(brokenBy) };
    } finally {
      await stopAll(contenders);
    }
  },
});

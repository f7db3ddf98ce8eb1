import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { startBetterAuth } from './peers/better-auth.ts';
import { startCognitoLocal } from './peers/cognito-local.ts';
import { addressOf, type Contender, userId } from './peers/contender.ts';
import { installPeers } from './peers/install.ts';
import { askBlock, guessBurst, replayBurst, resetBlock } from './peers/measure.ts';
import { startOpenAuthCode, startOpenAuthPassword } from './peers/openauth.ts';
import { startOurs } from './peers/ours.ts';
import { budgetsBroken, type Measured, summaryOf } from './peers/summary.ts';
import { peersTable } from './peers/table.ts';
import { runBench } from './run-bench.ts';

const HELP = `npm run bench:peers -- [options]     the same three steps beside other implementations, in turns

  --rounds N    rounds, each of which measures every contender once (default 5)
  --resets N    complete resets of a contender in a round (default 8)
  --pairs N     known and unknown users that ask for a code in a round (default 40)
  --trials N    bursts of guesses, and of one code sent again (default 3)
  --json FILE   where the numbers are written (default bench/results/peers.json)
  --help        show this

Ends with status 1 where this service breaks a budget (bench/peers/summary.ts). Peers are reported alone.`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    resets: { type: 'string', default: '8' },
    pairs: { type: 'string', default: '40' },
    trials: { type: 'string', default: '3' },
    json: { type: 'string', default: 'bench/results/peers.json' },
    help: { type: 'boolean', default: false },
  },
});

const WARM_UP = { resets: 4, pairs: 4 };

function count(name: 'rounds' | 'resets' | 'pairs' | 'trials'): number {
  if (/^[1-9]\d{0,2}$/.test(values[name])) return Number(values[name]);
  throw new Error(`--${name} ${values[name]}: must be a whole number from 1 to 999`);
}

/** Known users who have not asked for a code yet: an account has a budget of codes. */
function freshUsers(): (size: number) => string[] {
  let used = 0;
  return (size) => Array.from({ length: size }, () => userId('known', (used += 1)));
}

/** One after the other, so that none starts on a busy machine; what has started is stopped if another fails. */
async function startAll(users: number): Promise<Contender[]> {
  const addresses = Array.from({ length: users }, (_, index) => addressOf(userId('known', index + 1)));
  const started: Contender[] = [];
  const starts = [
    () => startOurs(users),
    () => startBetterAuth(addresses),
    () => startOpenAuthCode(addresses),
    () => startOpenAuthPassword(addresses),
    () => startCognitoLocal(addresses),
  ];
  try {
    for (const start of starts) started.push(await start());
    return started;
  } catch (error) {
    await stopAll(started);
    throw error;
  }
}

async function stopAll(contenders: readonly Contender[]): Promise<void> {
  await Promise.all(contenders.map((contender) => contender.stop()));
}

/** Every round measures each contender once, so that what the machine does meanwhile meets all of them alike. */
async function measure(contenders: readonly Contender[]): Promise<Measured[]> {
  const [rounds, resets, pairs, trials] = [count('rounds'), count('resets'), count('pairs'), count('trials')];
  const all = contenders.map((contender) => ({
    contender,
    users: freshUsers(),
    measured: { about: contender.about, blocks: [], asks: [], bursts: [], replays: [] } as Mutable<Measured>,
  }));
  const progress = (text: string) => process.stderr.write(`\r${text.padEnd(60)}`);
  for (const { contender, users } of all) {
    progress(`warming up: ${contender.about.name}`);
    await resetBlock(contender, users(WARM_UP.resets));
    await askBlock(contender, users(WARM_UP.pairs), rounds * pairs + 1, 0);
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
  process.stderr.write('\r');
  return all.map(({ measured }) => measured);
}

type Mutable<Lists> = { [Name in keyof Lists]: Lists[Name] extends readonly (infer Entry)[] ? Entry[] : Lists[Name] };

async function run(): Promise<number> {
  const began = new Date();
  const users =
    WARM_UP.resets + WARM_UP.pairs + count('rounds') * (count('resets') + count('pairs')) + 2 * count('trials');
  await installPeers();
  console.error('Starting the contenders …');
  const contenders = await startAll(users);
  try {
    const summaries = (await measure(contenders)).map(summaryOf);
    console.log(peersTable(summaries));
    const [ours] = summaries;
    const broken = ours === undefined ? [] : budgetsBroken(ours);
    const machine = { cores: availableParallelism(), node: process.version };
    const seconds = (Date.now() - began.getTime()) / 1000;
    await mkdir(dirname(values.json), { recursive: true });
    await writeFile(values.json, `${JSON.stringify({ began, seconds, machine, summaries, broken }, null, 2)}\n`);
    for (const text of broken) console.log(text);
    return broken.length === 0 ? 0 : 1;
  } finally {
    await stopAll(contenders);
  }
}

await runBench(values.help ? HELP : undefined, run);

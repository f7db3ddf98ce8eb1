import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { startCloud } from '../local/cloud.ts';
import { freePortBase } from '../local/ports.ts';
import { Deployment } from '../testkit/deployment/deployment.ts';
import type { Endpoints } from '../testkit/deployment/endpoints.ts';
import { type Comparison, compare, leaksIn } from './enumeration/comparison.ts';
import { type Condition, CONDITIONS, laptopEndpoints, under } from './enumeration/conditions.ts';
import { Measurement, STEP_NAMES } from './enumeration/measure.ts';
import { findUsersTable, KINDS, seedDisabledUsers } from './enumeration/subjects.ts';
import { markdownTable } from './enumeration/table.ts';
import { runBench } from './run-bench.ts';

const HELP = `npm run bench:enumeration -- [options]     can known, unknown and disabled user IDs be told apart?

  --pairs N          calls of each kind at each step (default 1000)
  --endpoints FILE   endpoints.json of a running laptop cloud; without it one is started in .local-bench/
  --users N          with --endpoints: how many of user-0001, user-0002, … there are (default 200)
  --conditions LIST  of ${CONDITIONS.join(', ')} (default all)
  --pause MS         between calls that leave work behind the stream (default 30)
  --seed N           of the order of the calls (default 1)
  --json FILE        where the numbers are written (default bench/results/enumeration.json)
  --help             show this

Ends with status 1 where the lower end of the AUC's 95 % interval is above 0.55, or where answers differ.`;

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '1000' },
    endpoints: { type: 'string' },
    users: { type: 'string', default: '200' },
    conditions: { type: 'string', default: CONDITIONS.join(',') },
    pause: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string', default: 'bench/results/enumeration.json' },
    help: { type: 'boolean', default: false },
  },
});

/** A block is started and resent within this cooldown; its calls after the cooldown are made a block later, about when it is over. */
const CALLS_IN_BLOCK = 40;
const COOLDOWN_SECONDS = 60;
const CODES_PER_HOUR = 3;
/** Starts and resends of one pair, each of which asks for a code. */
const CODES_PER_PAIR = 2;

function wholeNumber(name: 'pairs' | 'users' | 'pause' | 'seed'): number {
  if (/^\d{1,6}$/.test(values[name])) return Number(values[name]);
  throw new Error(`--${name} ${values[name]}: must be a whole number`);
}

function conditions(): Condition[] {
  const asked = values.conditions.split(',').map((name) => name.trim());
  return asked.map((name) => {
    const condition = CONDITIONS.find((known) => known === name);
    if (condition === undefined) throw new Error(`--conditions ${name}: there are ${CONDITIONS.join(', ')}`);
    return condition;
  });
}

async function measureAll(endpoints: Endpoints, users: number): Promise<Record<string, Comparison[]>> {
  const deployment = new Deployment(endpoints);
  const range = { first: 1, last: users };
  const laptop = laptopEndpoints(endpoints);
  await seedDisabledUsers(laptop.dynamodb, await findUsersTable(laptop.dynamodb), range);
  const pairs = wholeNumber('pairs');
  const results: Record<string, Comparison[]> = {};
  for (const [index, condition] of conditions().entries()) {
    const measurement = new Measurement(deployment, {
      kinds: KINDS,
      calls: pairs,
      callsInBlock: CALLS_IN_BLOCK,
      range,
      firstIndex: index * pairs,
      steps: STEP_NAMES,
      pause: wholeNumber('pause'),
      seed: wholeNumber('seed') + index,
      progress: (line) => process.stderr.write(`\r${condition}: ${line} pairs   `),
    });
    const comparisons = compare(await under(laptop, condition, () => measurement.run()), KINDS);
    process.stderr.write('\r');
    console.log(`${markdownTable(condition, comparisons)}\n`);
    results[condition] = comparisons;
  }
  return results;
}

async function inOwnCloud(): Promise<Record<string, Comparison[]>> {
  // So many accounts that no budget runs out: every known user ID then really gets its mails.
  const users = Math.ceil((wholeNumber('pairs') * conditions().length * CODES_PER_PAIR) / CODES_PER_HOUR) + 1;
  console.error(`Starting a cloud with ${users} users …`);
  const cloud = await startCloud({
    dataDir: '.local-bench',
    portBase: await freePortBase(),
    fresh: true,
    users,
    settings: { resendCooldownSeconds: String(COOLDOWN_SECONDS) },
  });
  try {
    return await measureAll(cloud.endpoints, users);
  } finally {
    await cloud.stop();
  }
}

async function run(): Promise<number> {
  const began = new Date();
  const results =
    values.endpoints === undefined
      ? await inOwnCloud()
      : await measureAll(JSON.parse(await readFile(values.endpoints, 'utf8')) as Endpoints, wholeNumber('users'));
  const leaks = Object.entries(results).flatMap(([condition, comparisons]) =>
    comparisons.flatMap(leaksIn).map((leak) => `${condition}: ${leak}`),
  );
  await mkdir(dirname(values.json), { recursive: true });
  const machine = { cores: availableParallelism(), node: process.version };
  await writeFile(
    values.json,
    `${JSON.stringify({ began, seconds: (Date.now() - began.getTime()) / 1000, machine, results, leaks }, null, 2)}\n`,
  );
  for (const leak of leaks) console.log(leak);
  if (leaks.length === 0) console.log('Nothing tells the kinds of user IDs apart.');
  return leaks.length === 0 ? 0 : 1;
}

await runBench(values.help ? HELP : undefined, run);

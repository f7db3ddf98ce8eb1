import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionName } from '../functions/operations/index.ts';
import { type Cloud, startCloud } from '../local/cloud.ts';
import { freePortBase } from '../local/ports.ts';
import { inTurns } from '../testkit/deployment/burst.ts';
import { Deployment, expecting } from '../testkit/deployment/deployment.ts';
import { MailWatch } from '../testkit/deployment/mail-watch.ts';
import { otpIn } from '../testkit/deployment/mailbox.ts';
import { quiet } from '../testkit/deployment/quiet.ts';
import { ownSource } from '../testkit/deployment/sources.ts';
import { StoredItems } from '../testkit/deployment/stored-items.ts';
import { poolTime, processorTime } from '../testkit/measuring/processor-time.ts';
import { deployedFunctions } from './deployed.ts';
import { causesOf } from './processor/causes.ts';
import { type Cost, causeTable, costTable, goalsMissed } from './processor/table.ts';
import { DATA_DIR, progress, runBench } from './run-bench.ts';

/** Functions of a complete reset. */
const FUNCTIONS: readonly FunctionName[] = [
  'start-reset',
  'mail-consumer',
  'mail-events',
  'audit-consumer',
  'verify-otp',
  'complete-reset',
];

/** Resets under way at once. */
const WIDTH = 4;
/** Milliseconds in which a process writes its files. */
const WRITTEN_WITHIN = 20_000;

const PROBE = new URL('processor/probe.ts', import.meta.url).href;
const FOLDER = resolve(DATA_DIR, 'processor');
const fileOf = (name: string): string => join(FOLDER, name);

/** Does complete resets of users who have not reset before, and waits for all that follows. */
function resetting(cloud: Cloud) {
  const deployment = new Deployment(cloud.endpoints);
  const stored = new StoredItems(cloud.endpoints.dynamodb);
  const mails = new MailWatch(cloud.endpoints.inbox, 25);
  let users = 0;
  const reset = async () => {
    const user = `user-${String((users += 1)).padStart(4, '0')}`;
    const from = { from: ownSource() };
    const started = await deployment.start(user, from);
    const text = await mails.waitFor(`${user}@example.com`, started.reference);
    await stored.settled(started);
    const { resetToken } = expecting(200, await deployment.verify(started, otpIn({ text }), from)).json;
    expecting(200, await deployment.complete(String(resetToken), 'seven quiet rivers under 7 old Bridges', from));
  };
  const resets = async (count: number) => {
    await inTurns(count, WIDTH, reset);
    await quiet(cloud.endpoints.logs);
  };
  return { resets, stop: () => mails.stop() };
}

const known = (time: number | undefined): number => {
  if (time === undefined) throw new Error('the processor time of functions is known on Linux alone');
  return time;
};

const reading = (cloud: Cloud, name: FunctionName) => {
  const { invocations, pids } = cloud.processesOf(name);
  const sum = (timeOf: (pid: number) => number | undefined) =>
    pids.reduce((total, pid) => total + known(timeOf(pid)), 0);
  return { invocations, processor: sum(processorTime), hashes: sum(poolTime) };
};

/** Takes every process to the next step of its probe. */
function next(cloud: Cloud): void {
  for (const name of FUNCTIONS) for (const pid of cloud.processesOf(name).pids) process.kill(pid, 'SIGUSR2');
}

async function written(file: string): Promise<Record<string, unknown>> {
  const deadline = Date.now() + WRITTEN_WITHIN;
  for (;;) {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

async function costs(cloud: Cloud, resets: number, act: () => Promise<void>): Promise<Cost[]> {
  const before = FUNCTIONS.map((name) => reading(cloud, name));
  next(cloud);
  await act();
  const after = FUNCTIONS.map((name) => reading(cloud, name));
  next(cloud);
  const rows = FUNCTIONS.map(async (name, index) => {
    const since = (what: 'invocations' | 'processor' | 'hashes') =>
      ((after[index]?.[what] ?? 0) - (before[index]?.[what] ?? 0)) / resets;
    const { allocated } = await written(`${fileOf(name)}.json`);
    const hashes = since('hashes');
    return {
      name,
      invocations: since('invocations'),
      processor: since('processor') - hashes,
      hashes,
      kibibytes: Number(allocated) / 1024 / resets,
    };
  });
  return Promise.all(rows);
}

await runBench({
  name: 'processor',
  question: 'How much processor time does each function take in a complete reset, how much memory, and for what?',
  fails: 'never; a goal that is not reached is named.',
  options: {
    warmup: { about: 'complete resets before the first that is measured', default: 300, least: 4, most: 4000 },
    resets: {
      about: 'complete resets that are measured, and again with a profile',
      default: 100,
      least: 4,
      most: 2000,
    },
  },
  async run({ warmup, resets }) {
    progress('Starting a cloud …');
    const cloud = await startCloud({
      dataDir: DATA_DIR,
      portBase: await freePortBase(),
      fresh: true,
      users: warmup + 2 * resets,
      // All calls warm one process of each function.
      concurrency: 1,
      variablesOf: (stem) => ({ NODE_OPTIONS: `--import=${PROBE}`, PROBE_FILE: fileOf(stem) }),
    });
    // A fresh cloud has emptied its folder.
    mkdirSync(FOLDER, { recursive: true });
    const { resets: complete, stop } = resetting(cloud);
    try {
      progress(`${warmup} resets, until the processes are warm`);
      await complete(warmup);
      progress(`${resets} resets`);
      const found = await costs(cloud, resets, () => complete(resets));
      progress(`${resets} resets with a profile`);
      await complete(resets);
      next(cloud);
      const named = await deployedFunctions(cloud.endpoints);
      const profiles = await Promise.all(
        FUNCTIONS.map(async (name) => ({
          name,
          taskRoot: named(name).taskRoot,
          profile: await written(`${fileOf(name)}.cpuprofile`),
        })),
      );
      const causes = await causesOf(profiles);
      progress('');
      console.log(`${costTable(found)}\n\n${causeTable(causes)}`);
      const missed = goalsMissed(found);
      for (const sentence of missed) console.log(`goal not reached: ${sentence}`);
      return { results: { costs: found, causes, missed }, broken: [] };
    } finally {
      await stop();
      await cloud.stop();
    }
  },
});

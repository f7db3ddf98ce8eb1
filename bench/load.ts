import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cloud, startCloud } from '../local/cloud.ts';
import { freePortBase } from '../local/ports.ts';
import { Deployment } from '../testkit/deployment/deployment.ts';
import { auditKey, lookInside } from './load/inside.ts';
import { Ledger } from './load/ledger.ts';
import { MailWatch } from '../testkit/deployment/mail-watch.ts';
import { growthByFunction, probeVariables, readMemory } from './load/memory.ts';
import { type Equation, holds, reconcile } from './load/reconcile.ts';
import { Scenarios, STARTS_PER_SOURCE } from './load/scenarios.ts';
import { budgetsBroken, equationTable, memoryTable, type Stage, stageTable, stepTable } from './load/tables.ts';
import { DATA_DIR, progress, runBench } from './run-bench.ts';

const CONCURRENCIES = [1, 2, 4, 8, 16, 32];
/** Milliseconds for the streams to finish. */
const PATIENCE = 60_000;

/** Runs so many scenarios at once until the time is over; each is brought to its end. */
async function stage(scenarios: Scenarios, ledger: Ledger, concurrency: number, seconds: number): Promise<Stage> {
  const first = ledger.calls.length;
  const begun = performance.now();
  let next = 0;
  const work = async () => {
    while (performance.now() - begun < seconds * 1000) {
      const scenario = scenarios.mix[next++ % scenarios.mix.length];
      await scenario?.().catch((error: unknown) => ledger.errors.push(String(error)));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return { concurrency, seconds: (performance.now() - begun) / 1000, calls: ledger.calls.slice(first) };
}

/** The equations once they all hold; after a while as they are. */
async function settledEquations(cloud: Cloud, ledger: Ledger, mails: MailWatch): Promise<Equation[]> {
  const key = await auditKey(cloud.endpoints);
  const deadline = Date.now() + PATIENCE;
  while (true) {
    const equations = reconcile(ledger, await lookInside(cloud.endpoints, mails.mails, key));
    if (equations.every(holds) || Date.now() > deadline) return equations;
    await sleep(2000);
  }
}

async function measure(cloud: Cloud, users: number, seconds: number) {
  const ledger = new Ledger();
  const mails = new MailWatch(cloud.endpoints.inbox);
  const scenarios = new Scenarios(new Deployment(cloud.endpoints), ledger, mails, users);
  const stages: Stage[] = [];
  for (const concurrency of CONCURRENCIES) {
    progress(`${concurrency} at once: ${ledger.calls.length} calls so far`);
    stages.push(await stage(scenarios, ledger, concurrency, seconds / CONCURRENCIES.length));
  }
  progress('Waiting for the streams to finish …');
  const equations = await settledEquations(cloud, ledger, mails);
  await mails.stop();
  progress('');
  return { ledger, stages, equations };
}

await runBench({
  name: 'load',
  question: 'Is anything lost or invented under journeys and attacks, more and more of them at once?',
  fails:
    'answers, records, mails and audit events disagree, an answer is 5xx or unexpected, or memory grows (bench/load/tables.ts).',
  options: {
    seconds: { about: 'duration of the load', default: 120, least: 6, most: 600 },
    users: { about: 'accounts; each is used once', default: 3000, least: 100, most: 9999 },
  },
  async run({ seconds, users }) {
    const memoryFile = resolve(DATA_DIR, 'memory.jsonl');
    progress(`Starting a cloud with ${users} users …`);
    const cloud = await startCloud({
      dataDir: DATA_DIR,
      portBase: await freePortBase(),
      fresh: true,
      users,
      ttlSweepSeconds: 3600,
      settings: { startsPerSourcePerHour: String(STARTS_PER_SOURCE) },
      variablesOf: (stem) => probeVariables(memoryFile, stem),
    });
    try {
      const { ledger, stages, equations } = await measure(cloud, users, seconds);
      const growths = growthByFunction(readMemory(memoryFile));
      const tables = [stageTable(stages), stepTable(stages), memoryTable(growths), equationTable(equations)];
      console.log(tables.join('\n\n'));
      return {
        results: { stages, growths, equations, errors: ledger.errors },
        broken: budgetsBroken(ledger, growths, equations),
      };
    } finally {
      await cloud.stop();
    }
  },
});

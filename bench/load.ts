import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Cloud, startCloud } from '../local/cloud.ts';
import { freePortBase } from '../local/ports.ts';
import { Deployment } from '../testkit/deployment/deployment.ts';
import { DATA_DIR } from './functions/deployed.ts';
import { auditKey, lookInside } from './load/inside.ts';
import { Ledger } from './load/ledger.ts';
import { MailWatch } from './load/mail-watch.ts';
import { growthByFunction, probeVariables, readMemory } from './load/memory.ts';
import { type Equation, holds, reconcile } from './load/reconcile.ts';
import { Scenarios, STARTS_PER_SOURCE } from './load/scenarios.ts';
import { budgetsBroken, equationTable, memoryTable, type Stage, stageTable, stepTable } from './load/tables.ts';
import { runBench } from './run-bench.ts';

const HELP = `npm run bench:load -- [options]     journeys and attacks, more and more of them at once; is anything lost?

  --seconds N   how long the load lasts (default 180)
  --users N     accounts; each is used once (default 6000)
  --json FILE   where the numbers are written (default bench/results/load.json)
  --help        show this

Ends with status 1 where answers, records, mails and audit events do not agree, where a call is answered 5xx or otherwise than
it should be, or where the memory of a process grows (bench/load/tables.ts).`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '180' },
    users: { type: 'string', default: '6000' },
    json: { type: 'string', default: 'bench/results/load.json' },
    help: { type: 'boolean', default: false },
  },
});

const CONCURRENCIES = [1, 2, 4, 8, 16, 32];
/** Milliseconds for the streams to come to rest. */
const PATIENCE = 90_000;

function wholeNumber(name: 'seconds' | 'users', least: number, most: number): number {
  const number = Number(values[name]);
  if (/^\d{1,5}$/.test(values[name]) && number >= least && number <= most) return number;
  throw new Error(`--${name} ${values[name]}: must be a whole number from ${least} to ${most}`);
}

/** So many scenarios at once until the time is over; each is brought to its end. */
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
    process.stderr.write(`\r${concurrency} at once: ${ledger.calls.length} calls so far   `);
    stages.push(await stage(scenarios, ledger, concurrency, seconds / CONCURRENCIES.length));
  }
  process.stderr.write('\rWaiting for the streams to come to rest …   ');
  const equations = await settledEquations(cloud, ledger, mails);
  await mails.stop();
  process.stderr.write('\r');
  return { ledger, stages, equations };
}

async function run(): Promise<number> {
  const began = new Date();
  const users = wholeNumber('users', 100, 9999);
  const seconds = wholeNumber('seconds', 6, 600);
  const memoryFile = resolve(DATA_DIR, 'memory.jsonl');
  console.error(`Starting a cloud with ${users} users …`);
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
    const processes = readMemory(memoryFile);
    const growths = growthByFunction(processes);
    const tables = [stageTable(stages), stepTable(ledger.calls), memoryTable(growths), equationTable(equations)];
    console.log(tables.join('\n\n'));
    const broken = budgetsBroken(ledger, growths, equations);
    const machine = { cores: availableParallelism(), node: process.version };
    await mkdir(dirname(values.json), { recursive: true });
    const results = { began, seconds, machine, stages, growths, processes, equations, errors: ledger.errors, broken };
    await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
    for (const sentence of broken) console.log(sentence);
    return broken.length === 0 ? 0 : 1;
  } finally {
    await cloud.stop();
  }
}

await runBench(values.help ? HELP : undefined, run);

import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { hashPassword } from '../functions/domain/password-hash.ts';
import { Secret } from '../functions/domain/secret.ts';
import { type OperationId, operations } from '../functions/operations/index.ts';
import { type Cloud, startCloud } from '../local/cloud.ts';
import { freePortBase, portsFrom } from '../local/ports.ts';
import { Deployment } from '../testkit/deployment/deployment.ts';
import { askForCapacity, type WireCall, WireProxy } from '../testkit/wire/wire-proxy.ts';
import { DATA_DIR, deployedFunctions } from './functions/deployed.ts';
import { budgetsBroken, consumptionTable, costTable, goalsMissed, type StepCost, totalsOf } from './warm/budget.ts';
import { type Consumption, consumptionOf, UNNAMED } from './warm/consumption.ts';
import { succeedingEvents } from './warm/events.ts';
import { callsOfJourney } from './warm/journey.ts';
import { measureWarm } from './warm/processor.ts';
import { runBench } from './run-bench.ts';

const HELP = `npm run bench:warm -- [options]     what each step costs when nothing has to be started

  --calls N     calls of each step whose cost is taken (default 16)
  --json FILE   where the numbers are written (default bench/results/warm.json)
  --help        show this

Ends with status 1 where a function is over its budget (bench/warm/budget.ts). A goal that is not reached is said and fails nothing.`;

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '16' },
    json: { type: 'string', default: 'bench/results/warm.json' },
    help: { type: 'boolean', default: false },
  },
});

const OPERATIONS = Object.keys(operations) as OperationId[];
const WARM_UP = 4;
/** The first journeys start the processes. */
const JOURNEYS = 3;
const HASHES = 5;
const HASHING: readonly OperationId[] = ['complete-reset', 'log-in'];

function calls(): number {
  const number = Number(values.calls);
  if (/^\d{1,2}$/.test(values.calls) && number >= 2 && number <= 20) return number;
  throw new Error(`--calls ${values.calls}: must be a whole number from 2 to 20`);
}

/** The last journey's calls, by the function that made them. */
async function journey(deployment: Deployment, dynamodb: WireProxy): Promise<Consumption[]> {
  let last: WireCall[] = [];
  for (let index = 1; index <= JOURNEYS; index += 1) {
    process.stderr.write(`\rjourney ${index} of ${JOURNEYS} `);
    last = await callsOfJourney(deployment, dynamodb, index);
  }
  const callers = [...new Set(last.map(({ caller }) => caller ?? UNNAMED))];
  return callers.map((caller) => consumptionOf(caller, last));
}

/** Milliseconds of processor time for one hash as new passwords get it. */
async function hashCost(): Promise<number> {
  const password = new Secret<'password'>('seven quiet rivers under old bridges');
  await hashPassword(password);
  const begun = process.cpuUsage();
  for (let count = 0; count < HASHES; count += 1) await hashPassword(password);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000 / HASHES;
}

async function stepCosts(cloud: Cloud, deployment: Deployment): Promise<StepCost[]> {
  const functions = await deployedFunctions(cloud.endpoints);
  const hash = await hashCost();
  const costs: StepCost[] = [];
  const count = WARM_UP + calls();
  for (const [position, id] of OPERATIONS.entries()) {
    process.stderr.write(`\r${id}: ${count} calls        `);
    const indexes = Array.from({ length: count }, (_, index) => position * count + index);
    const events = await succeedingEvents[id](deployment, indexes);
    const { processor, kibibytes, answers } = await measureWarm(functions.named(id), events, WARM_UP);
    const refused = answers.find((answer) => answer.includes('"code"'));
    if (refused !== undefined) throw new Error(`${id} was refused: ${refused}`);
    const hashes = HASHING.includes(id) ? hash : 0;
    costs.push({ step: id, processor: processor - hashes, hash: hashes, kibibytes });
  }
  process.stderr.write('\r');
  return costs;
}

async function run(): Promise<number> {
  const began = new Date();
  const count = WARM_UP + calls();
  const portBase = await freePortBase();
  const dynamodb = await WireProxy.start(`http://127.0.0.1:${portsFrom(portBase).dynamodb}`, askForCapacity);
  console.error('Starting a cloud …');
  const cloud = await startCloud({
    dataDir: DATA_DIR,
    portBase,
    fresh: true,
    users: 100 + OPERATIONS.length * count,
    settings: { resendCooldownSeconds: '0', startsPerSourcePerHour: '1000' },
    through: { dynamodb: dynamodb.url },
  });
  try {
    const deployment = new Deployment(cloud.endpoints);
    const consumptions = await journey(deployment, dynamodb.proxy);
    const steps = await stepCosts(cloud, deployment);
    console.log(`${consumptionTable(consumptions)}\n\n${costTable(steps)}`);
    const broken = budgetsBroken(consumptions);
    const missed = goalsMissed(consumptions);
    const machine = { cores: availableParallelism(), node: process.version };
    await mkdir(dirname(values.json), { recursive: true });
    const results = { began, machine, totals: totalsOf(consumptions), consumptions, steps, missed, broken };
    await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
    for (const line of missed) console.log(`not reached: ${line}`);
    for (const line of broken) console.log(`over its budget: ${line}`);
    return broken.length === 0 ? 0 : 1;
  } finally {
    await cloud.stop();
    await dynamodb.proxy.stop();
  }
}

await runBench(values.help ? HELP : undefined, run);

import { hashPassword } from '../functions/domain/password-hash.ts';
import { Secret } from '../functions/domain/secret.ts';
import { type OperationId, operations } from '../functions/operations/index.ts';
import { type Cloud, startCloud } from '../local/cloud.ts';
import { freePortBase, portsFrom } from '../local/ports.ts';
import { Deployment } from '../testkit/deployment/deployment.ts';
import { markdownTable } from '../testkit/measuring/markdown-table.ts';
import { processorTime } from '../testkit/measuring/processor-time.ts';
import { askForCapacity, WireProxy } from '../testkit/wire/wire-proxy.ts';
import { DATA_DIR, progress, runBench } from './run-bench.ts';
import { budgetsBroken, consumptionTable, goalsMissed } from './warm/budget.ts';
import { type Consumption, consumptionsOf, holdAnswers } from './warm/consumption.ts';
import { callsOfJourney, everyStep } from './warm/journey.ts';

const OPERATIONS = Object.keys(operations) as OperationId[];
/** The first journeys start the processes, and let the code be compiled. */
const WARM_UP = 4;
/** Milliseconds. */
const HOLD = 300;
const HASHES = 5;

/** The calls of one journey of a warm service, whose answers are held back. */
async function consumptionsOfJourney(deployment: Deployment, dynamodb: WireProxy): Promise<Consumption[]> {
  progress('a reset whose answers from the tables are held back');
  holdAnswers(dynamodb, HOLD);
  const calls = await callsOfJourney(deployment, dynamodb, WARM_UP + 1);
  dynamodb.heal();
  return consumptionsOf(calls);
}

function readingOf(cloud: Cloud, id: OperationId): { processor: number; invocations: number } {
  const { pids, invocations } = cloud.processesOf(id);
  return { processor: pids.reduce((sum, pid) => sum + (processorTime(pid) ?? Number.NaN), 0), invocations };
}

/** Milliseconds of processor time of one warm call of each operation, its password hash included. */
async function stepCosts(cloud: Cloud, deployment: Deployment, calls: number) {
  const before = OPERATIONS.map((id) => readingOf(cloud, id));
  for (let index = 1; index <= calls; index += 1) {
    progress(`every step, ${index} of ${calls}`);
    await everyStep(deployment, WARM_UP + 1 + index);
  }
  return OPERATIONS.map((step, index) => {
    const [now, then] = [readingOf(cloud, step), before[index] ?? { processor: 0, invocations: 0 }];
    return { step, processor: (now.processor - then.processor) / (now.invocations - then.invocations) };
  });
}

/** Milliseconds of processor time of one hash of a new password. */
async function hashCost(): Promise<number> {
  const password = new Secret<'password'>('seven quiet rivers under old bridges');
  await hashPassword(password);
  const begun = process.cpuUsage();
  for (let count = 0; count < HASHES; count += 1) await hashPassword(password);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000 / HASHES;
}

await runBench({
  name: 'warm',
  question:
    'How many calls and units does a complete reset take, and how much processor time does each warm step take?',
  fails: 'a function is over its budget of calls or units (bench/warm/budget.ts). Goals fail nothing.',
  options: { calls: { about: 'calls of each step for its processor time', default: 16, least: 1, most: 90 } },
  async run({ calls }) {
    const portBase = await freePortBase();
    const dynamodb = await WireProxy.start(`http://127.0.0.1:${portsFrom(portBase).dynamodb}`, askForCapacity);
    progress('Starting a cloud …');
    const cloud = await startCloud({
      dataDir: DATA_DIR,
      portBase,
      fresh: true,
      users: 100,
      settings: { resendCooldownSeconds: '0', startsPerSourcePerHour: '1000' },
      through: { dynamodb: dynamodb.url },
    });
    try {
      const deployment = new Deployment(cloud.endpoints);
      for (let index = 1; index <= WARM_UP; index += 1) {
        progress(`journeys that start the processes, ${index} of ${WARM_UP}`);
        await everyStep(deployment, index);
      }
      const consumptions = await consumptionsOfJourney(deployment, dynamodb.proxy);
      const steps = await stepCosts(cloud, deployment, calls);
      progress('');
      const hash = await hashCost();
      const rows = steps.map(({ step, processor }) => [step, processor.toFixed(1)]);
      console.log(consumptionTable(consumptions));
      console.log(
        `\n${markdownTable(['step, warm', 'processor, ms'], rows)}\n\nOne password hash: ${hash.toFixed(0)} ms.`,
      );
      const missed = goalsMissed(consumptions);
      for (const sentence of missed) console.log(`goal not reached: ${sentence}`);
      return { results: { consumptions, steps, hash, missed }, broken: budgetsBroken(consumptions) };
    } finally {
      await cloud.stop();
      await dynamodb.proxy.stop();
    }
  },
});

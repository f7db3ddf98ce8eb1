import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { backgroundFunctions, type FunctionName, operations } from '../functions/operations/index.ts';
import { type Endpoints, startCloud } from '../local/cloud.ts';
import { freePortBase } from '../local/ports.ts';
import { Deployment } from '../testkit/deployment/deployment.ts';
import { BASELINES, type BaselineName, bundleBaseline, bundleBootstrap } from './cold/baselines.ts';
import { type ColdStart, startCold } from './cold/cold-process.ts';
import { DATA_DIR, deployedFunctions, type DeployedFunction } from './functions/deployed.ts';
import { isOperation, refusedEvent, workingEvent } from './functions/events.ts';
import { budgetsBroken, coldTable, goalsMissed, type Row } from './cold/table.ts';
import { median } from './statistics.ts';
import { runBench } from './run-bench.ts';

const HELP = `npm run bench:cold -- [options]     from the start of a process to its first answer, for each deployed bundle

  --rounds N    starts of each bundle (default 20)
  --json FILE   where the numbers are written (default bench/results/cold.json)
  --help        show this

Ends with status 1 where a function of the request path is over its budget (bench/cold/table.ts), which is of processor time: it hardly
changes with what else the machine does. A goal that is not reached is said and fails nothing.`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    json: { type: 'string', default: 'bench/results/cold.json' },
    help: { type: 'boolean', default: false },
  },
});

const FUNCTIONS = [...Object.keys(operations), ...Object.keys(backgroundFunctions)] as FunctionName[];

/** One bundle, the event that it is started for, and what came of each start. */
interface Subject {
  readonly name: FunctionName | BaselineName;
  readonly definition: DeployedFunction;
  /** Answered without any call to a service; absent for what calls one in any case. */
  readonly refused?: unknown;
  /** Answered after the calls of the step; absent for what no route leads to. */
  readonly working?: () => Promise<unknown>;
  readonly starts: Record<'refused' | 'working', ColdStart[]>;
}

function rounds(): number {
  if (/^[1-9]\d{0,3}$/.test(values.rounds)) return Number(values.rounds);
  throw new Error(`--rounds ${values.rounds}: must be a whole number from 1 to 9999`);
}

async function subjects(endpoints: Endpoints, folder: string): Promise<Subject[]> {
  const deployment = new Deployment(endpoints);
  const functions = await deployedFunctions(endpoints);
  const none = () => ({ refused: [], working: [] });
  const deployed = FUNCTIONS.map((name): Subject => {
    const refused = refusedEvent(name);
    return {
      name,
      definition: functions.named(name),
      refused,
      ...(refused === undefined && { working: async () => ({}) }),
      ...(isOperation(name) && { working: () => workingEvent(name, deployment) }),
      starts: none(),
    };
  });
  const [first] = deployed;
  if (first === undefined) throw new Error('there is no function');
  const table = functions.variable('RESET_TABLE');
  const baselines = (Object.keys(BASELINES) as BaselineName[]).map(
    (name): Subject => ({
      name,
      definition: { ...first.definition, taskRoot: bundleBaseline(name, folder) },
      refused: {},
      working: async () => ({ table }),
      starts: none(),
    }),
  );
  return [...baselines, ...deployed];
}

/** A round starts each bundle once, so that what the machine does meanwhile meets all of them alike. */
async function measure(all: readonly Subject[], bootstrap: string): Promise<void> {
  for (let round = 1; round <= rounds(); round += 1) {
    process.stderr.write(`\rround ${round} of ${rounds()} `);
    for (const { definition, refused, working, starts } of all) {
      if (refused !== undefined) starts.refused.push(await startCold(bootstrap, definition, refused));
      if (working !== undefined) starts.working.push(await startCold(bootstrap, definition, await working()));
    }
  }
  process.stderr.write('\r');
}

const medianOf = (values: readonly number[]): number | undefined => (values.length === 0 ? undefined : median(values));

async function rowOf({ name, definition, starts }: Subject): Promise<Row> {
  const { size } = await stat(join(definition.taskRoot, 'index.mjs'));
  return {
    name,
    kibibytes: size / 1024,
    ready: median([...starts.refused, ...starts.working].map(({ ready }) => ready)),
    answered: medianOf(starts.refused.map(({ answered }) => answered)),
    processor: medianOf(starts.refused.flatMap(({ processor }) => processor ?? [])),
    worked: medianOf(starts.working.map(({ answered }) => answered)),
    requestPath: Object.hasOwn(operations, name),
  };
}

async function run(): Promise<number> {
  const began = new Date();
  const count = rounds();
  const folder = await mkdtemp(join(tmpdir(), 'cold-'));
  console.error('Starting a cloud for what the functions call …');
  const cloud = await startCloud({ dataDir: DATA_DIR, portBase: await freePortBase(), fresh: true });
  try {
    const all = await subjects(cloud.endpoints, folder);
    await measure(all, bundleBootstrap(folder));
    const rows = await Promise.all(all.map(rowOf));
    console.log(coldTable(rows, count));
    const broken = budgetsBroken(rows);
    const missed = goalsMissed(rows);
    const machine = { cores: availableParallelism(), node: process.version };
    await mkdir(dirname(values.json), { recursive: true });
    await writeFile(
      values.json,
      `${JSON.stringify({ began, rounds: count, machine, rows, missed, broken }, null, 2)}\n`,
    );
    for (const line of missed) console.log(`not reached: ${line}`);
    for (const line of broken) console.log(line);
    return broken.length === 0 ? 0 : 1;
  } finally {
    await cloud.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await runBench(values.help ? HELP : undefined, run);

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  backgroundFunctions,
  type FunctionName,
  type OperationId,
  operationOf,
  operations,
  operationsWith,
} from '../functions/operations/index.ts';
import { type Endpoints, startCloud } from '../local/cloud.ts';
import { freePortBase } from '../local/ports.ts';
import { Deployment } from '../testkit/deployment/deployment.ts';
import { ownSource } from '../testkit/deployment/sources.ts';
import { median } from '../testkit/measuring/statistics.ts';
import { BASELINE_NAMES, type BaselineName, bundleBaseline, bundleBootstrap } from './cold/baselines.ts';
import { type ColdStart, startCold } from './cold/cold-process.ts';
import { budgetsBroken, coldTable, goalsMissed, type Row, WITH_CALLS } from './cold/table.ts';
import { deployedFunctions, type DeployedFunction, isOperation } from './deployed.ts';
import { DATA_DIR, progress, runBench } from './run-bench.ts';

/** They read the table whatever their event is. */
const SCHEDULED: readonly string[] = ['redelivery', 'audit-checkpoint'];
const FUNCTIONS = [...operationsWith('built-in'), ...Object.keys(backgroundFunctions)].filter(
  (name) => !SCHEDULED.includes(name),
) as FunctionName[];

/** One bundle and its starts. */
interface Subject {
  readonly name: FunctionName | BaselineName | (typeof WITH_CALLS)['step'];
  readonly definition: DeployedFunction;
  readonly event: () => Promise<unknown>;
  readonly starts: ColdStart[];
}

/** A call that API Gateway passes on. */
const callOf = (id: OperationId, body: string | null, sourceIp = '127.0.0.9'): unknown => ({
  httpMethod: operationOf(id).method,
  path: operationOf(id).path,
  headers: { 'Content-Type': 'application/json' },
  multiValueHeaders: {},
  queryStringParameters: null,
  pathParameters: null,
  body,
  isBase64Encoded: false,
  requestContext: { identity: { sourceIp } },
});

/** Refused without a call of a service: a body that lacks its fields, or no record. */
const refusedEvent = (name: FunctionName): unknown =>
  isOperation(name) ? callOf(name, operationOf(name).request === undefined ? null : '{}') : { Records: [] };

/** A start that is taken. Each has a captcha token and a source of its own. */
async function startEvent(deployment: Deployment): Promise<unknown> {
  const captchaToken = await deployment.captcha('request_reset');
  return callOf('start-reset', JSON.stringify({ userId: 'alice', captchaToken }), ownSource());
}

async function subjects(endpoints: Endpoints, folder: string): Promise<Subject[]> {
  const named = await deployedFunctions(endpoints);
  const deployment = new Deployment(endpoints);
  const baselines = BASELINE_NAMES.map((name) => ({
    name,
    definition: { ...named('start-reset'), taskRoot: bundleBaseline(name, folder) },
    event: async () => ({}),
  }));
  const refused = FUNCTIONS.map((name) => ({ name, definition: named(name), event: async () => refusedEvent(name) }));
  const taken = {
    name: WITH_CALLS.step,
    definition: named('start-reset'),
    event: () => startEvent(deployment),
  };
  return [...baselines, ...refused, taken].map((subject) => ({ ...subject, starts: [] }));
}

async function rowOf({ name, definition, starts }: Subject): Promise<Row> {
  const refused = starts.find(({ answer }) => name === WITH_CALLS.step && !answer.includes('"statusCode":202'));
  if (refused !== undefined) throw new Error(`${name} answered ${refused.answer}`);
  const { size } = await stat(join(definition.taskRoot, 'index.mjs'));
  const processor = starts.flatMap((start) => start.processor ?? []);
  return {
    name,
    kibibytes: size / 1024,
    ready: median(starts.map(({ ready }) => ready)),
    answered: median(starts.map(({ answered }) => answered)),
    processor: processor.length === 0 ? undefined : median(processor),
    requestPath: Object.hasOwn(operations, name),
  };
}

await runBench({
  name: 'cold',
  question: 'How long is it from the start of a process to its first answer, for each deployed bundle?',
  fails:
    'a function of the request path is over its budget of processor time (bench/cold/table.ts). Goals fail nothing.',
  options: { rounds: { about: 'starts of each bundle', default: 20, least: 1, most: 200 } },
  async run({ rounds }) {
    const folder = await mkdtemp(join(tmpdir(), 'cold-'));
    progress('Starting a cloud that the functions call …');
    const cloud = await startCloud({ dataDir: DATA_DIR, portBase: await freePortBase(), fresh: true });
    try {
      const all = await subjects(cloud.endpoints, folder);
      const bootstrap = bundleBootstrap(folder);
      // A round starts each bundle once, so that other load on the machine meets all of them alike.
      for (let round = 1; round <= rounds; round += 1) {
        progress(`round ${round} of ${rounds}`);
        for (const { definition, event, starts } of all) {
          starts.push(await startCold(bootstrap, definition, await event()));
        }
      }
      progress('');
      const rows = await Promise.all(all.map(rowOf));
      console.log(coldTable(rows, rounds));
      const missed = goalsMissed(rows);
      for (const sentence of missed) console.log(`goal not reached: ${sentence}`);
      return { results: { rounds, rows, missed }, broken: budgetsBroken(rows) };
    } finally {
      await cloud.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
});

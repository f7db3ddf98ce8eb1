import { setTimeout as sleep } from 'node:timers/promises';
import { backgroundFunctions, type FunctionName } from '../../functions/operations/index.ts';
import type { Cloud } from '../../local/cloud.ts';
import { Deployment } from '../../testkit/deployment/deployment.ts';
import type { WireCall } from '../../testkit/wire/wire-proxy.ts';
import { deployedFunctions } from '../functions/deployed.ts';
import { type Measured, pendingIn } from '../scale/measured.ts';
import type { Verdict } from './budget.ts';
import { Meter, metricsIn, redeliveryUse, type Wires } from './meter.ts';
import { pagesOf } from './pages.ts';
import { ABUSE, completeReset, type Place, prepareAbuse, STARTS_PER_SOURCE } from './scenarios.ts';
import { billedMilliseconds, type Usage } from './usage.ts';

/** The first journeys start the processes, and read the secrets. */
const WARM_UP = 2;
const STARTS = 4;

const FUNCTIONS: readonly FunctionName[] = [
  'start-reset',
  'verify-otp',
  'complete-reset',
  ...(Object.keys(backgroundFunctions) as (keyof typeof backgroundFunctions)[]),
];

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

const told = (what: string): void => void process.stderr.write(`\r${what}`.padEnd(60));

/** Seconds in which the laptop has brought what follows from a step to its end. */
const BURST = 2;

/**
 * The window of the audit consumer that the bench's cloud has in place of the stage's. People take longer than the stage's from one step to
 * the next, and what follows from a step comes within it; here both are shorter, so that the bench need not wait as long as people do.
 */
export const windowOf = (stageSeconds: number): number => Math.min(stageSeconds, BURST);

/**
 * Lets people and robots do their work, and counts what it uses; one after the other, and the processes are warm.
 *
 * @param window seconds for which the cloud's audit consumer gathers events
 */
export async function measure(cloud: Cloud, wires: Wires, { resets, window }: { resets: number; window: number }) {
  const deployment = new Deployment(cloud.endpoints);
  const place: Place = {
    deployment,
    dynamodb: wires.dynamodb,
    rest: async () => void (window > 0 && (await sleep((BURST + window) * 1000))),
  };
  const hasty: Place = { ...place, rest: async () => {} };
  const functions = await deployedFunctions(cloud.endpoints);
  const metered = FUNCTIONS.map((name) => ({ name, memoryMegabytes: functions.named(name).memoryMegabytes }));
  const meter = new Meter(cloud, wires, metered);
  const none = { requests: 0, bytes: 0 };
  // Users 1 to 9 are the abuse's.
  told('journeys that start the processes');
  const cold = await meter.measure(1, () => completeReset(place, range(10, 1)));
  await completeReset(place, range(11, WARM_UP - 1));
  told(`${resets} complete resets`);
  let calls: WireCall[] = [];
  const measured = await meter.measure(resets, async () => {
    calls = await completeReset(place, range(20, resets));
    return calls;
  });
  const reset: Usage = { ...measured, pages: await pagesOf(cloud.endpoints.site) };
  told('preparing abuse');
  await prepareAbuse(hasty, range(0, STARTS_PER_SOURCE));
  await place.rest();
  const abuse: { name: string; usage: Usage }[] = [];
  for (const [name, scenario] of Object.entries(ABUSE)) {
    told(`${STARTS} starts with ${name}`);
    const usage = await meter.measure(STARTS, () => scenario(place, range(0, STARTS)));
    abuse.push({ name, usage: { ...usage, pages: none } });
  }
  told('a run of the redelivery');
  const redelivery = await redeliveryUse(cloud, wires, metered);
  const metrics = metricsIn(cloud.endpoints.logs, FUNCTIONS);
  told('');
  const owed = pendingIn(calls, resets);
  return { reset, abuse, redelivery, metrics, owed, secretReads: cold.secretReads };
}

export type Found = Awaited<ReturnType<typeof measure>>;

/** What of it others reckon with. */
export function measuredOf(
  { reset, owed, secretReads }: Found,
  began: Date,
  [aLaCarte, essentials]: readonly Verdict[],
  month: number,
): Measured {
  if (aLaCarte === undefined || essentials === undefined) throw new Error('there are two plans');
  const { apiCalls, writeUnits, readUnits, mails, functions } = reset;
  return {
    measured: began.toISOString().slice(0, 10),
    apiCalls,
    writeUnits,
    readUnits,
    mails,
    owed,
    functions: functions.map((use) => ({
      name: use.name,
      invocations: use.invocations,
      milliseconds: billedMilliseconds(use),
    })),
    archiveBytes: functions.reduce((sum, { audit }) => sum + audit.recordBytes, 0),
    secretReads,
    dollars: { aLaCarte: aLaCarte.all, essentials: essentials.all, month },
  };
}

import { gzipSync } from 'node:zlib';
import { backgroundFunctions, type FunctionName } from '../../functions/operations/index.ts';
import type { Cloud } from '../../local/cloud.ts';
import { Deployment } from '../../testkit/deployment/deployment.ts';
import type { WireCall } from '../../testkit/wire/wire-proxy.ts';
import { deployedFunctions } from '../deployed.ts';
import { progress } from '../run-bench.ts';
import { holdAnswers } from '../../testkit/wire/consumption.ts';
import { callsOfJourney } from '../warm/journey.ts';
import { Meter, metricsIn, redeliveryUse, type Wires } from './meter.ts';
import { ABUSE, completeReset, type Place, prepareAbuse, rest, STARTS_PER_SOURCE } from './scenarios.ts';
import { NOTHING, type Usage } from './usage.ts';

const STARTS = 2;
/**
 * Milliseconds; see {@link holdAnswers}. Short, so that all that follows from a step is still one batch of events.
 */
const HOLD = 40;

const FUNCTIONS: readonly FunctionName[] = [
  'start-reset',
  'verify-otp',
  'complete-reset',
  ...(Object.keys(backgroundFunctions) as (keyof typeof backgroundFunctions)[]),
];

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

/** Lets users and robots do their work, one after the other in warm processes, and counts the usage. */
export async function measure(cloud: Cloud, wires: Wires, resets: number, withEvents = false) {
  const place: Place = { deployment: new Deployment(cloud.endpoints), dynamodb: wires.dynamodb };
  const named = await deployedFunctions(cloud.endpoints);
  const names = withEvents ? [...FUNCTIONS, 'event-publisher' as const] : FUNCTIONS;
  const metered = names.map((name) => ({ name, memoryMegabytes: named(name).memoryMegabytes }));
  const meter = new Meter(cloud, wires, metered);
  holdAnswers(wires.dynamodb, HOLD);
  // Users 1 to 9 are for the abuse.
  progress('journeys that start the processes and read the secrets');
  const cold = await meter.measure(1, () => callsOfJourney(place.deployment, place.dynamodb, 10));
  await callsOfJourney(place.deployment, place.dynamodb, 11);
  await rest();
  progress(`${resets} complete resets`);
  let calls: WireCall[] = [];
  const measured = await meter.measure(resets, async () => {
    calls = await completeReset(place, range(20, resets));
    return calls;
  });
  const reset: Usage = { ...measured, passedOn: measured.apiCalls, pages: await pagesOf(cloud.endpoints.site) };
  progress('preparing abuse');
  await prepareAbuse(place, range(0, STARTS_PER_SOURCE));
  await rest();
  const abuse: { name: string; usage: Usage }[] = [];
  for (const [name, scenario] of Object.entries(ABUSE)) {
    progress(`${STARTS} starts with ${name}`);
    const usage = await meter.measure(STARTS, () => scenario(place, range(0, STARTS)));
    abuse.push({ name, usage: { ...usage, passedOn: 0, pages: NOTHING.pages } });
  }
  progress('a run of the redelivery');
  const redelivery = await redeliveryUse(cloud, wires, metered);
  const metrics = metricsIn(cloud.endpoints.logs, FUNCTIONS);
  progress('');
  return { reset, abuse, redelivery, metrics, pending: pendingIn(calls, resets), secretReads: cold.secretReads };
}

export type Found = Awaited<ReturnType<typeof measure>>;

/** Tags of files that a browser loads. The icon for a home screen is loaded by those alone who put the page there. */
const NAMED = /<(?:link|script)(?! rel="apple-touch-icon")[^>]* (?:src|href)="(\/[^"]+)"/g;

/** Files that the pages load beside those that the document names: one language, and the estimator of strength. */
const LOADED_LATER = [/\/assets\/en-[\w-]+\.js/, /password-strength-[\w-]+\.js/];

/**
 * The requests of a browser that resets a password at the pages and has none of their files yet. CloudFront compresses
 * text better than gzip, so the bytes are a little too many.
 */
async function pagesOf(site: string): Promise<{ requests: number; edgeRuns: number; bytes: number }> {
  const page = await bodyOf(`${site}/`);
  const named = [...page.toString('utf8').matchAll(NAMED)].map(([, path = '']) => path);
  const scripts = (
    await Promise.all(named.filter((path) => path.endsWith('.js')).map((path) => bodyOf(site + path)))
  ).join();
  const later = LOADED_LATER.map((pattern) => {
    const [path] = pattern.exec(scripts) ?? [];
    if (path === undefined) throw new Error(`no script of the pages names ${pattern}`);
    return path.startsWith('/') ? path : `/assets/${path}`;
  });
  const files = [...new Set([...named, ...later])];
  const bodies = [page, ...(await Promise.all(files.map((path) => bodyOf(site + path))))];
  return {
    requests: bodies.length,
    edgeRuns: bodies.length - files.filter((path) => path.startsWith('/assets/')).length,
    bytes: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0),
  };
}

async function bodyOf(url: string): Promise<Buffer> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** The kind of pending work that a write sets; undefined where it leaves that as it was, or ends it. */
function pendingBy({ body }: WireCall): string | undefined {
  const write = JSON.parse(body) as {
    Item?: { pending?: { S?: string } };
    UpdateExpression?: string;
    ExpressionAttributeValues?: Record<string, { S?: string }>;
  };
  const placeholder = /#pending = (:\w+)/.exec(write.UpdateExpression ?? '')?.[1] ?? '';
  const key = write.Item === undefined ? write.ExpressionAttributeValues?.[placeholder]?.S : write.Item.pending?.S;
  // The number behind the word names one of several keys.
  return key?.replace(/-\d+$/, '');
}

/** Entries of records into the index of pending records, by kind, for each of so many resets. */
export function pendingIn(calls: readonly WireCall[], resets: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const call of calls) {
    if (call.status !== 200 || !['PutItem', 'UpdateItem'].includes(call.operation)) continue;
    const kind = pendingBy(call);
    if (kind !== undefined) counts[kind] = (counts[kind] ?? 0) + 1 / resets;
  }
  return counts;
}

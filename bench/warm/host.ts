import { readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { pathToFileURL } from 'node:url';

/** Runs a bundle's handler on events in this process, and writes what a call cost. Only processor.ts starts it. */

interface Input {
  readonly bundle: string;
  readonly events: readonly unknown[];
  readonly warmUp: number;
}

interface SampledNode {
  readonly selfSize: number;
  readonly children: readonly SampledNode[];
}

/** Bytes between two samples; fewer would cost more than what is measured. */
const SAMPLING_INTERVAL = 4096;

const [, , inputFile = '', outputFile = ''] = process.argv;
const { bundle, events, warmUp } = JSON.parse(readFileSync(inputFile, 'utf8')) as Input;
const { handler } = (await import(pathToFileURL(bundle).href)) as {
  handler: (event: unknown, context: object) => Promise<{ body?: string }>;
};
const context = {
  awsRequestId: 'warm',
  functionName: 'warm',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:warm',
  memoryLimitInMB: '512',
  getRemainingTimeInMillis: () => 30_000,
};
const answers: string[] = [];

async function run(some: readonly unknown[]): Promise<void> {
  for (const event of some) answers.push((await handler(event, context)).body ?? '');
}

const sizeOf = ({ selfSize, children }: SampledNode): number =>
  children.reduce((sum, child) => sum + sizeOf(child), selfSize);

await run(events.slice(0, warmUp));
const measured = events.slice(warmUp);
// Two halves: the profiler would be in the processor time.
const half = measured.length >> 1;
const begun = process.cpuUsage();
await run(measured.slice(0, half));
const { user, system } = process.cpuUsage(begun);

const session = new Session();
session.connect();
await session.post('HeapProfiler.startSampling', {
  samplingInterval: SAMPLING_INTERVAL,
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
});
await run(measured.slice(half));
const { profile } = await session.post('HeapProfiler.stopSampling');

writeFileSync(
  outputFile,
  JSON.stringify({
    processor: (user + system) / 1000 / half,
    kibibytes: sizeOf(profile.head) / 1024 / (measured.length - half),
    answers,
  }),
);
process.exit(0);

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type FunctionName, operationOf } from '../../functions/operations/index.ts';
import type { Cloud } from '../../local/cloud.ts';
import type { WireCall, WireProxy } from '../../testkit/wire/wire-proxy.ts';
import { isOperation } from '../deployed.ts';
import { EVENTS_FILE } from '../../local/emulators/event-bridge.ts';
import { processorTime } from '../../testkit/measuring/processor-time.ts';
import { consumptionsOf, sequentialCalls } from '../../testkit/wire/consumption.ts';
import type { FunctionUse, LogVolume, Usage } from './usage.ts';

/** A function that is measured, with the memory that the template gives it. */
export interface Metered {
  readonly name: FunctionName;
  readonly memoryMegabytes: number;
}

export interface Wires {
  readonly dynamodb: WireProxy;
  readonly ses: WireProxy;
  readonly secretsManager: WireProxy;
}

interface Reading {
  readonly invocations: number;
  readonly processor: number;
  readonly lines: number;
}

/** Runs on a schedule. */
const SCHEDULED: FunctionName = 'redelivery';

const linesOf = (file: string): string[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];

const volumeOf = (lines: readonly string[]): LogVolume => ({
  lines: lines.length,
  bytes: lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0),
});

function knownProcessorTime(pid: number): number {
  const time = processorTime(pid);
  if (time === undefined) throw new Error('the processor time of functions is known on Linux alone');
  return time;
}

const auditIn = (lines: readonly string[]) => {
  const events = lines.filter((line) => line.startsWith('{"audit":'));
  return {
    ...volumeOf(events),
    recordBytes: events.reduce((sum, line) => sum + gzipSync(line).length, 0),
    storedBytes: events.length === 0 ? 0 : gzipSync(events.join('\n')).length,
  };
};

/**
 * Reads the usage of a laptop cloud between two moments from its processes, its logs and the wires to its services.
 */
export class Meter {
  readonly #cloud: Cloud;
  readonly #wires: Wires;
  readonly #functions: readonly Metered[];

  constructor(cloud: Cloud, wires: Wires, functions: readonly Metered[]) {
    this.#cloud = cloud;
    this.#wires = wires;
    this.#functions = functions;
  }

  /**
   * The average usage of an act; scheduled runs are left out.
   *
   * @param act acts so many times, ends when all that follows has ended, and returns the calls of the tables
   */
  async measure(times: number, act: () => Promise<WireCall[]>): Promise<Omit<Usage, 'pages' | 'passedOn'>> {
    const { ses, secretsManager } = this.#wires;
    const before = new Map(this.#functions.map(({ name }) => [name, this.#read(name)]));
    const access = this.#accessLines().length;
    const events = this.#events();
    ses.calls.length = 0;
    secretsManager.calls.length = 0;
    const calls = (await act()).filter(({ caller }) => caller !== SCHEDULED);
    const functions = this.#functions
      .filter(({ name }) => name !== SCHEDULED)
      .map((each) => this.#use(each, before.get(each.name), calls, times))
      .filter(({ invocations }) => invocations > 0);
    const accessLines = this.#accessLines().slice(access);
    const consumptions = consumptionsOf(calls);
    const average = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / times;
    return {
      apiCalls: accessLines.length / times,
      preflights: accessLines.filter(isPreflight).length / times,
      accessLog: over(volumeOf(accessLines), times),
      functions,
      writeUnits: average(consumptions.map(({ writeUnits }) => writeUnits)),
      readUnits: average(consumptions.map(({ readUnits }) => readUnits)),
      mails: ses.calls.filter(({ status }) => status === 200).length / times,
      events: (this.#events() - events) / times,
      secretReads: secretsManager.calls.length / times,
    };
  }

  #read(name: FunctionName): Reading {
    const { invocations, pids } = this.#cloud.processesOf(name);
    const processor = pids.reduce((sum, pid) => sum + knownProcessorTime(pid), 0);
    return { invocations, processor, lines: this.#logLines(name).length };
  }

  #use({ name, memoryMegabytes }: Metered, before: Reading | undefined, calls: WireCall[], times: number): FunctionUse {
    const now = this.#read(name);
    const invocations = (now.invocations - (before?.invocations ?? 0)) / times;
    const lines = this.#logLines(name).slice(before?.lines ?? 0);
    const own = (all: readonly WireCall[]) => sequentialCalls(all.filter(({ caller }) => caller === name)) / times;
    const audit = auditIn(lines);
    const checked = isOperation(name) && operationOf(name).captchaAction !== undefined;
    return {
      name,
      memoryMegabytes,
      invocations,
      processor: (now.processor - (before?.processor ?? 0)) / times,
      waits: { dynamodb: own(calls), ses: own(this.#wires.ses.calls), captcha: checked ? invocations : 0 },
      log: over(volumeOf(lines), times),
      audit: {
        ...over(audit, times),
        recordBytes: audit.recordBytes / times,
        storedBytes: audit.storedBytes / times,
      },
    };
  }

  #logLines = (name: FunctionName): string[] => linesOf(join(this.#cloud.endpoints.logs, `${name}.jsonl`));

  #events = (): number => linesOf(join(this.#cloud.endpoints.logs, EVENTS_FILE)).length;

  #accessLines = (): string[] => linesOf(join(this.#cloud.endpoints.logs, 'access.jsonl'));
}

const isPreflight = (accessLine: string): boolean =>
  (JSON.parse(accessLine) as { method: string }).method === 'OPTIONS';

const over = ({ lines, bytes }: LogVolume, times: number): LogVolume => ({
  lines: lines / times,
  bytes: bytes / times,
});

/** The usage of one run of the redelivery that finds nothing pending. */
export async function redeliveryUse(cloud: Cloud, wires: Wires, metered: readonly Metered[]) {
  const own = metered.find(({ name }) => name === SCHEDULED);
  if (own === undefined) throw new Error(`${SCHEDULED} is not metered`);
  const redelivery = cloud.processesOf(SCHEDULED);
  // The first run starts the process.
  await redelivery.invoke('{}');
  const file = join(cloud.endpoints.logs, `${SCHEDULED}.jsonl`);
  const lines = linesOf(file).length;
  const processor = redelivery.pids.reduce((sum, pid) => sum + knownProcessorTime(pid), 0);
  const before = redelivery.invocations;
  wires.dynamodb.calls.length = 0;
  await redelivery.invoke('{}');
  // A scheduled run may have come in between.
  const invocations = redelivery.invocations - before;
  const calls = wires.dynamodb.calls.filter(({ caller }) => caller === SCHEDULED);
  const spent = redelivery.pids.reduce((sum, pid) => sum + knownProcessorTime(pid), 0) - processor;
  return {
    ...own,
    invocations: 1,
    processor: spent / invocations,
    waits: { dynamodb: sequentialCalls(calls) / invocations, ses: 0, captcha: 0 },
    log: over(volumeOf(linesOf(file).slice(lines)), invocations),
    audit: { lines: 0, bytes: 0, recordBytes: 0, storedBytes: 0 },
    readUnits: consumptionsOf(calls).reduce((sum, { readUnits }) => sum + readUnits, 0) / invocations,
  };
}

/** A line in CloudWatch's embedded metric format. */
interface MetricLine {
  readonly _aws: { readonly CloudWatchMetrics: readonly { readonly Metrics: readonly { readonly Name: string }[] }[] };
  readonly service: string;
}

/** The number of distinct metrics in the functions' logs: each is paid for by the month. */
export function metricsIn(logs: string, functions: readonly FunctionName[]): number {
  const lines = functions
    .flatMap((name) => linesOf(join(logs, `${name}.jsonl`)))
    .filter((line) => line.startsWith('{"_aws":'));
  const names = lines.flatMap((line) => {
    const { _aws: aws, service } = JSON.parse(line) as MetricLine;
    return aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => `${service} ${Name}`));
  });
  return new Set(names).size;
}

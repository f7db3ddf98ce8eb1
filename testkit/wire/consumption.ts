import { setTimeout as sleep } from 'node:timers/promises';
import type { WireCall, WireProxy } from './wire-proxy.ts';
import { indexUnits } from './index-writes.ts';

/** Calls and units of one function at the tables for one journey. */
export interface Consumption {
  readonly caller: string;
  readonly calls: readonly string[];
  /** Write request units of the tables and of the index, on-demand. */
  readonly writeUnits: number;
  /** Read request units, on-demand. */
  readonly readUnits: number;
  /** Calls of which each waits for the one before, and a user for all of them. */
  readonly sequential: number;
}

const UNNAMED = 'unnamed';

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

/**
 * Holds back every answer, after the service has done its work. Calls that do not wait for one another are then under
 * way together even where the machine is busy, and {@link sequentialCalls} counts waiting and not chance.
 *
 * @param milliseconds longer than a function is delayed between two calls that it makes at once; the SDK waits for
 * 2,000
 */
export const holdAnswers = (proxy: WireProxy, milliseconds: number): void =>
  proxy.inject({ fault: { kind: 'commit-and-run', run: () => sleep(milliseconds) } });

/** Units of one call. DynamoDB reports no consumption with a failed condition, and bills a unit for it. */
function unitsOf({ operation, status, answer = '' }: WireCall): { write: number; read: number } {
  const units = status === 200 ? consumedIn(answer) : 1;
  return WRITES.has(operation) ? { write: units, read: 0 } : { write: 0, read: units };
}

function consumedIn(answer: string): number {
  const { ConsumedCapacity: capacity } = JSON.parse(answer) as { ConsumedCapacity?: { CapacityUnits?: number } };
  if (capacity?.CapacityUnits === undefined) throw new Error('a call did not report its consumption');
  return capacity.CapacityUnits;
}

/** The longest chain of calls, each begun after the end of the one before. */
export function sequentialCalls(calls: readonly WireCall[]): number {
  let ended = Number.NEGATIVE_INFINITY;
  let chain = 0;
  // Greedy by the earliest end, as for the most intervals that do not overlap.
  for (const call of calls.toSorted((one, other) => (one.ended ?? 0) - (other.ended ?? 0))) {
    if (call.begun < ended) continue;
    chain += 1;
    ended = call.ended ?? ended;
  }
  return chain;
}

const tableIn = (body: string): string => /"TableName":"[^"]*?-([a-z]+)"/.exec(body)?.[1] ?? '?';

/** The consumption of each function that made a call. */
export function consumptionsOf(all: readonly WireCall[]): Consumption[] {
  const ofIndex = indexUnits(all);
  return [...Map.groupBy(all, ({ caller = UNNAMED }) => caller)].map(([caller, calls]) => {
    const units = calls.map((call) => ({ call, ...unitsOf(call) }));
    return {
      caller,
      calls: calls.map(
        ({ operation, body, status }) => `${operation} ${tableIn(body)}${status === 200 ? '' : ' refused'}`,
      ),
      writeUnits: units.reduce((sum, { call, write }) => sum + write + (ofIndex.get(call) ?? 0), 0),
      readUnits: units.reduce((sum, { read }) => sum + read, 0),
      sequential: sequentialCalls(calls),
    };
  });
}

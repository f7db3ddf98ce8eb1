import type { WireCall } from '../../testkit/wire/wire-proxy.ts';
import { indexUnits } from './index-writes.ts';

/** What one function did at the tables for one journey. */
export interface Consumption {
  readonly caller: string;
  readonly calls: readonly string[];
  /** Write request units of the tables and of the index, on-demand. */
  readonly writeUnits: number;
  /** Read request units, on-demand. */
  readonly readUnits: number;
  /** Calls of which each began after the one before had ended: what a person waits for. */
  readonly sequential: number;
}

export const UNNAMED = 'unnamed';

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

/** Units of one call. DynamoDB says no consumption with a failed condition, and bills a unit for it. */
function unitsOf({ operation, status, answer = '' }: WireCall): { write: number; read: number } {
  const units = status === 200 ? consumedIn(answer) : 1;
  return WRITES.has(operation) ? { write: units, read: 0 } : { write: 0, read: units };
}

function consumedIn(answer: string): number {
  const { ConsumedCapacity: capacity } = JSON.parse(answer) as { ConsumedCapacity?: { CapacityUnits?: number } };
  if (capacity?.CapacityUnits === undefined) throw new Error('a call did not say what it consumed');
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

/** @param all every call of the journey, from which the index's units are known */
export function consumptionOf(caller: string, all: readonly WireCall[]): Consumption {
  const calls = all.filter((call) => (call.caller ?? UNNAMED) === caller);
  const ofIndex = indexUnits(all);
  const units = calls.map((call) => {
    const { write, read } = unitsOf(call);
    return { write: write + (ofIndex.get(call) ?? 0), read };
  });
  return {
    caller,
    calls: calls.map(
      ({ operation, body, status }) => `${operation} ${tableIn(body)}${status === 200 ? '' : ' refused'}`,
    ),
    writeUnits: units.reduce((sum, { write }) => sum + write, 0),
    readUnits: units.reduce((sum, { read }) => sum + read, 0),
    sequential: sequentialCalls(calls),
  };
}

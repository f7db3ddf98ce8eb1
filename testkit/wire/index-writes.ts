import type { WireCall } from './wire-proxy.ts';

/**
 * Units of the index of pending records, which the emulator does not count. An item enters the index, or leaves it,
 * with one unit; a change of its key there is both. Keys alone are projected, so nothing else costs.
 */

/** The index key of a record; absent where nothing is pending. */
type IndexKey = string | undefined;

interface Write {
  readonly Item?: Record<string, unknown>;
  readonly Key?: Record<string, unknown>;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/** Key attributes of the index. */
const PARTS = ['pending', 'pendingAt'] as const;

const keyOf = (attributes: Record<string, unknown> | undefined): string => JSON.stringify(attributes?.['key']);

function partAfter(
  part: string,
  before: string,
  { UpdateExpression = '', ExpressionAttributeValues = {} }: Write,
): string {
  const [, removed = ''] = /\bREMOVE (.*)$/.exec(UpdateExpression) ?? [];
  if (removed.split(', ').includes(`#${part}`)) return '';
  const placeholder = new RegExp(`#${part} = (:\\w+)`).exec(UpdateExpression)?.[1];
  return placeholder === undefined ? before : JSON.stringify(ExpressionAttributeValues[placeholder]);
}

const unitsBetween = (before: IndexKey, after: IndexKey): number => {
  if (before === after) return 0;
  return before === undefined || after === undefined ? 1 : 2;
};

/** Units by call, for calls in the order in which the table took them. */
export function indexUnits(calls: readonly WireCall[]): ReadonlyMap<WireCall, number> {
  const parts = new Map<string, string[]>();
  const units = new Map<WireCall, number>();
  for (const call of calls.toSorted((one, other) => (one.ended ?? 0) - (other.ended ?? 0))) {
    if (call.status !== 200 || !['PutItem', 'UpdateItem'].includes(call.operation)) continue;
    const write = JSON.parse(call.body) as Write;
    const key = keyOf(write.Item ?? write.Key);
    const before = parts.get(key) ?? PARTS.map(() => '');
    const after =
      write.Item === undefined
        ? PARTS.map((part, position) => partAfter(part, before[position] ?? '', write))
        : PARTS.map((part) => JSON.stringify(write.Item?.[part]) ?? '');
    parts.set(key, after);
    const indexKey = (values: readonly string[]): IndexKey => (values.includes('') ? undefined : values.join());
    units.set(call, unitsBetween(indexKey(before), indexKey(after)));
  }
  return units;
}

import type { Row, Value } from './value.ts';

/**
 * Returns a log line as Insights sees it: fields of Insights begin with `@`, fields of the JSON have dotted names.
 */
export const logEvent = (timestamp: Date, message: string): Row => rowOf(timestamp, message, parsed(message));

/** Returns the same for a line whose JSON was parsed. */
export function rowOf(timestamp: Date, message: string, json: unknown): Row {
  const row = new Map<string, Value>([
    ['@timestamp', timestamp],
    ['@message', message],
  ]);
  if (typeof json === 'object' && json !== null) addLeaves(row, json, '');
  return row;
}

function parsed(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

/**
 * "CloudWatch Logs Insights represents nested JSON fields using the dot notation"; items of a list have numbers as
 * names.
 */
function addLeaves(row: Map<string, Value>, value: object, path: string): void {
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const place = path === '' ? name : `${path}.${name}`;
    if (typeof member === 'object' && member !== null) addLeaves(row, member, place);
    else if (typeof member === 'string' || typeof member === 'number' || typeof member === 'boolean')
      row.set(place, member);
  }
}

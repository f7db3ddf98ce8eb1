import type { Row, Value } from './value.ts';

/**
 * Returns a log line as Insights sees it: fields of Insights begin with `@`, fields of the JSON have dotted names.
 */
export function logEvent(timestamp: Date, message: string): Row {
  const row = new Map<string, Value>([
    ['@timestamp', timestamp],
    ['@message', message],
  ]);
  for (const [name, value] of discovered(message)) row.set(name, value);
  return row;
}

/**
 * "CloudWatch Logs Insights represents nested JSON fields using the dot notation"; items of a list have numbers as
 * names.
 */
function discovered(message: string): [string, Value][] {
  let json: unknown;
  try {
    json = JSON.parse(message);
  } catch {
    return [];
  }
  return typeof json === 'object' && json !== null ? leaves(json, '') : [];
}

function leaves(value: unknown, path: string): [string, Value][] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, member]) => leaves(member, path === '' ? name : `${path}.${name}`));
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [[path, value]];
  return [];
}

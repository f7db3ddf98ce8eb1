type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Tells whether an event passes. */
export type EventFilter = (event: unknown) => boolean;

/**
 * A filter pattern of an event source mapping (EventBridge content filtering): nested names, and at the end of each a
 * list of exact values, `{"exists": …}` or `{"prefix": …}`. As on AWS, `exists` looks at leaves: a name that leads to
 * an object, such as a DynamoDB attribute without its type, does not exist. Throws where a pattern holds anything
 * else.
 */
export function parseEventFilter(pattern: string): EventFilter {
  const parsed = JSON.parse(pattern) as Json;
  if (!isObject(parsed)) throw new Error(`filter pattern ${pattern}: must be an object`);
  return objectFilter(parsed, []);
}

function objectFilter(pattern: { readonly [name: string]: Json }, path: readonly string[]): EventFilter {
  const filters = Object.entries(pattern).map(([name, entry]): EventFilter => {
    const inner = [...path, name];
    if (name.startsWith('$')) throw unsupported(inner, name);
    const matches = Array.isArray(entry) ? leafFilter(entry, inner) : nestedFilter(entry, inner);
    return (event) => matches(isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined);
  });
  return (event) => filters.every((matches) => matches(event));
}

function nestedFilter(entry: Json, path: readonly string[]): EventFilter {
  if (!isObject(entry)) throw unsupported(path, JSON.stringify(entry));
  return objectFilter(entry, path);
}

function leafFilter(rules: readonly Json[], path: readonly string[]): EventFilter {
  const filters = rules.map((rule) => ruleFilter(rule, path));
  return (value) => filters.some((matches) => matches(leavesOf(value)));
}

function ruleFilter(rule: Json, path: readonly string[]): (leaves: readonly unknown[]) => boolean {
  if (Array.isArray(rule)) throw unsupported(path, JSON.stringify(rule));
  if (!isObject(rule)) return (leaves) => leaves.includes(rule);
  const [[operator, operand] = [], ...others] = Object.entries(rule);
  if (others.length > 0) throw unsupported(path, JSON.stringify(rule));
  if (operator === 'exists' && typeof operand === 'boolean') return (leaves) => leaves.length > 0 === operand;
  if (operator === 'prefix' && typeof operand === 'string')
    return (leaves) => leaves.some((leaf) => typeof leaf === 'string' && leaf.startsWith(operand));
  throw unsupported(path, JSON.stringify(rule));
}

/** An array stands for its elements. */
function leavesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return value === undefined || isObject(value) ? [] : [value];
}

function isObject(value: unknown): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unsupported(path: readonly string[], what: string): Error {
  return new Error(`filter pattern at ${path.join('.')}: ${what} is not supported`);
}

import { Problem } from '../operations/problems.ts';

/** Bytes (R19). No field of the contract needs more, and nothing larger is parsed. */
const MAXIMUM_BYTES = 8192;

const JSON_TYPE = /^application\/json(\s*;\s*charset="?utf-8"?)?$/i;

/**
 * Parses a request's body strictly: JSON in UTF-8, an object, no key twice.
 *
 * @throws an `invalid-request` problem that says how to fix the body
 */
export function parseJsonBody(contentType: string | undefined, body: string | null): Record<string, unknown> {
  if (body !== null && Buffer.byteLength(body) > MAXIMUM_BYTES) {
    throw invalid(`The body must not be larger than ${MAXIMUM_BYTES} bytes.`, 413);
  }
  if (!JSON_TYPE.test(contentType ?? '')) throw invalid('The Content-Type must be application/json.', 415);
  const value = parse(body ?? '');
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('The body must be a JSON object.');
  if (keysIn(body ?? '') !== keysOf(value)) throw invalid('The body names a field twice.');
  return value as Record<string, unknown>;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw invalid('The body must be JSON.');
  }
}

/** In valid JSON every quotation mark outside a string begins one, and a string before a colon is a key. */
const keysIn = (json: string): number =>
  [...json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;

/** A repeated key is parsed once, so fewer keys are counted here than in the text. */
function keysOf(value: unknown): number {
  const open: unknown[] = [value];
  let keys = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) keys += Object.keys(next).length;
    for (const child of Object.values(next)) if (child !== null) open.push(child);
  }
  return keys;
}

const invalid = (detail: string, status?: number): Problem => new Problem('invalid-request', { detail, status });

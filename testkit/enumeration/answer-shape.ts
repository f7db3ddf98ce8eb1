import { OF_EACH_CALL } from '../deployment/shown-answer.ts';
import type { TimedAnswer } from './timed-connection.ts';

/** Differ from answer to answer no matter who asks: beside those of each call, the seconds that are left of a wait. */
const VARYING_HEADERS = new Set([...OF_EACH_CALL, 'retry-after']);

/** Values that are new in each answer, by their form; their length stays visible. */
const VARYING_VALUES: readonly (readonly [pattern: RegExp, mask: string])[] = [
  [/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g, '"<instant>"'],
  [/("resetId":)"[A-Za-z0-9_-]{43}"/g, '$1"<43 characters>"'],
];

/** An upper-case or a lower-case letter or a digit each become one of their kind: the form of the reference stays. */
const masked = (reference: string): string => reference.replace(/[A-Za-z0-9]/g, 'x');

/**
 * Everything of an answer that may not depend on the user ID, as text: the status, the headers in their order and as
 * they are spelt, and the body byte for byte, with what is new in each answer masked. Two answers of one shape are
 * equal.
 */
export function shapeOf({ status, rawHeaders, text }: Pick<TimedAnswer, 'status' | 'rawHeaders' | 'text'>): string {
  const headers: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    headers.push(`${name}: ${VARYING_HEADERS.has(name.toLowerCase()) ? '<varies>' : rawHeaders[index + 1]}`);
  }
  const body = VARYING_VALUES.reduce((masking, [pattern, mask]) => masking.replace(pattern, mask), text).replace(
    /("reference":)"([^"]*)"/g,
    (_whole, name: string, reference: string) => `${name}"${masked(reference)}"`,
  );
  return [`status ${status}`, ...headers, '', body].join('\n');
}

/** The first line that only one of the two sets of shapes has; `undefined` where the sets are equal. */
export function shapeDifference(left: ReadonlySet<string>, right: ReadonlySet<string>): string | undefined {
  const odd = [...left].find((shape) => !right.has(shape)) ?? [...right].find((shape) => !left.has(shape));
  if (odd === undefined) return undefined;
  const others = new Set([...(left.has(odd) ? right : left)].flatMap((shape) => shape.split('\n')));
  return odd.split('\n').find((line) => !others.has(line)) ?? 'the same lines in another order';
}

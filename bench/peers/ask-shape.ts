import { shapeOf } from '../../testkit/enumeration/answer-shape.ts';
import type { TimedAnswer } from '../../testkit/enumeration/timed-connection.ts';

/** Beside the headers of each call: a cookie with the state, and a digest of a body that names the user. */
const VARYING = new Set(['set-cookie', 'etag']);

const isVarying = (name: string | undefined): boolean => name !== undefined && VARYING.has(name.toLowerCase());

/** The part of an answer that may not depend on the user, whose name is masked; see {@link shapeOf}. */
export function shapeOfAsk({ status, rawHeaders, text }: Omit<TimedAnswer, 'milliseconds'>, user: string): string {
  const headers = rawHeaders.map((each, index) =>
    index % 2 === 1 && isVarying(rawHeaders[index - 1]) ? '<varies>' : each,
  );
  return shapeOf({ status, rawHeaders: headers, text: text.replaceAll(user, '<user>') });
}

import { shapeOf } from '../enumeration/answer-shape.ts';
import type { TimedAnswer } from '../enumeration/timed-connection.ts';

/** Beside those of each call: a cookie that keeps the state, and a digest of a body that names the user. */
const VARYING = new Set(['set-cookie', 'etag']);

const isVarying = (name: string | undefined): boolean => name !== undefined && VARYING.has(name.toLowerCase());

/** What of an answer may not depend on whether the user is known, with his own name masked; see {@link shapeOf}. */
export function shapeOfAsk({ status, rawHeaders, text }: Omit<TimedAnswer, 'milliseconds'>, user: string): string {
  const headers = rawHeaders.map((each, index) =>
    index % 2 === 1 && isVarying(rawHeaders[index - 1]) ? '<varies>' : each,
  );
  return shapeOf({ status, rawHeaders: headers, text: text.replaceAll(user, '<user>') });
}

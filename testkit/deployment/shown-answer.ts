import type { Answer } from './http-call.ts';

/** Names, in lower case, of headers that differ on every call: identifiers and the clock. */
export const OF_EACH_CALL: readonly string[] = [
  'date',
  'x-amzn-requestid',
  'x-amz-request-id',
  'x-amz-apigw-id',
  'x-amzn-trace-id',
];

/** Returns the parts of an answer that must not differ between users: status, headers and the exact body. */
export const shown = ({ status, headers, text }: Answer) => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_EACH_CALL.includes(name))),
  text,
});

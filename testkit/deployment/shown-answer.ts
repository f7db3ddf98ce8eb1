import type { Answer } from './http-call.ts';

/** Headers, in lower case, that differ from call to call for anybody: an identifier or the clock. */
export const OF_EACH_CALL: readonly string[] = [
  'date',
  'x-amzn-requestid',
  'x-amz-request-id',
  'x-amz-apigw-id',
  'x-amzn-trace-id',
];

/** What of an answer a caller could tell another answer by: status, headers and the very bytes of the body. */
export const shown = ({ status, headers, text }: Answer) => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_EACH_CALL.includes(name))),
  text,
});

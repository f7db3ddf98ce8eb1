import { PROBLEMS, type ProblemCode } from '../../functions/operations/index.ts';

/** What is answered before a function is reached: by API Gateway and by the firewall before it. */

/** A problem document (RFC 9457). Without a status where API Gateway chooses that. */
export const problemDocument = (code: ProblemCode, status?: number): string =>
  JSON.stringify({
    type: `urn:problem:password-reset:${code}`,
    title: PROBLEMS[code].title,
    ...(status !== undefined && { status }),
    code,
  });

/**
 * The headers of every such answer but its type. It cannot look at the origin that asked, so only the hosted pages may read
 * it; other allowed origins see a failed call.
 */
export const problemHeaders = (siteUrl: string): Readonly<Record<string, string>> => ({
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Access-Control-Allow-Origin': siteUrl,
  'Access-Control-Expose-Headers': 'Retry-After',
  Vary: 'Origin',
});

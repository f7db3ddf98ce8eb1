import type { OperationId, operations, ProblemCode, RequestBodyOf, ResponseOf } from '../functions/operations.ts';

type Operations = typeof operations;

type Route<Id extends OperationId> = Pick<Operations[Id], 'method' | 'path'> & {
  /** Whether a good answer has a body. */
  readonly answers: ResponseOf<Id> extends undefined ? false : true;
};

/** What is needed of the wire contract; a difference from it is a compile error, and its schemas stay out of the bundle. */
const routes: { readonly [Id in OperationId]: Route<Id> } = {
  'start-reset': { method: 'POST', path: '/password-resets', answers: true },
  'resend-otp': { method: 'POST', path: '/password-resets/resend', answers: true },
  'verify-otp': { method: 'POST', path: '/password-resets/verify', answers: true },
  'complete-reset': { method: 'POST', path: '/password-resets/complete', answers: true },
  'report-reset': { method: 'POST', path: '/password-resets/report', answers: false },
  'remind-user-id': { method: 'POST', path: '/user-id-reminders', answers: false },
  'log-in': { method: 'POST', path: '/sessions', answers: true },
  'who-am-i': { method: 'GET', path: '/sessions/current', answers: true },
  'log-out': { method: 'DELETE', path: '/sessions/current', answers: false },
};

const PROBLEM_CODES: Readonly<Record<ProblemCode, true>> = {
  'invalid-request': true,
  'captcha-rejected': true,
  'captcha-unavailable': true,
  'rate-limited': true,
  'otp-rejected': true,
  'reset-rejected': true,
  'password-rejected': true,
  'login-rejected': true,
  'service-unavailable': true,
  'not-found': true,
};

/** A problem that the service tells, or one that the browser has in reaching it. */
export interface Failure {
  readonly code: ProblemCode | 'offline' | 'unreachable' | 'unexpected';
  /** Names of the fields that the service did not accept. */
  readonly fields: readonly string[];
  readonly attemptsLeft?: number;
  readonly reasons: readonly string[];
  /** Seconds, from `Retry-After`. */
  readonly retryAfter?: number;
}

export type Answer<Body> =
  | {
      readonly ok: true;
      readonly body: Body;
      /** Milliseconds that the server's clock is ahead of this device's; 0 where the `Date` header cannot be read. */
      readonly clockAhead: number;
    }
  | { readonly ok: false; readonly failure: Failure };

export type Call<Id extends OperationId> =
  RequestBodyOf<Id> extends undefined ? { readonly bearer: string } : { readonly body: RequestBodyOf<Id> };

export type Api = <Id extends OperationId>(id: Id, call: Call<Id>) => Promise<Answer<ResponseOf<Id>>>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isProblemCode = (value: unknown): value is ProblemCode =>
  typeof value === 'string' && Object.hasOwn(PROBLEM_CODES, value);

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

/** Seconds, from either form of the header (RFC 9110, 10.2.3). */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const instant = Date.parse(header);
  return Number.isNaN(instant) ? undefined : Math.max(0, Math.ceil((instant - now) / 1000));
}

/**
 * Milliseconds that the server's clock is ahead; 0 if its time is not known. Within 2 seconds the clocks count as equal:
 * the `Date` header has whole seconds, and the answer took its time.
 */
export function clockDifference(serverTime: number, now: number): number {
  const ahead = serverTime - now;
  return Math.abs(ahead) < 2000 || Number.isNaN(ahead) ? 0 : ahead;
}

/** Reads a problem document; whatever is not one is `unexpected`, or `service-unavailable` from a gateway's 5xx. */
export function parseProblem(status: number, document: unknown, retryAfter?: number): Failure {
  const problem = isRecord(document) ? document : {};
  const fallback = status === 429 ? 'rate-limited' : status >= 500 ? 'service-unavailable' : 'unexpected';
  const errors = Array.isArray(problem['errors']) ? problem['errors'].filter(isRecord) : [];
  const attemptsLeft = problem['attemptsLeft'];
  return {
    code: isProblemCode(problem['code']) ? problem['code'] : fallback,
    fields: strings(errors.map((error) => error['field'])),
    attemptsLeft: typeof attemptsLeft === 'number' ? attemptsLeft : undefined,
    reasons: strings(problem['reasons']),
    retryAfter,
  };
}

const failed = (code: Failure['code']): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code, fields: [], reasons: [] },
});

/** Milliseconds: a little more than API Gateway lets a function take (29 s). */
const PATIENCE = 35_000;

/** The typed client of the service. It never throws: what goes wrong is a {@link Failure}. */
export function apiAt(apiUrl: string): Api {
  return async <Id extends OperationId>(id: Id, call: Call<Id>): Promise<Answer<ResponseOf<Id>>> => {
    const { method, path, answers } = routes[id];
    const headers: Record<string, string> =
      'bearer' in call ? { authorization: `Bearer ${call.bearer}` } : { 'content-type': 'application/json' };
    const body = 'body' in call ? JSON.stringify(call.body) : undefined;
    const request: RequestInit = {
      method,
      headers,
      body,
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(PATIENCE),
    };
    let response: Response;
    try {
      response = await fetch(apiUrl + path, request);
    } catch {
      return failed(navigator.onLine === false ? 'offline' : 'unreachable');
    }
    const document: unknown = await response.json().catch(() => undefined);
    if (!response.ok) {
      const retryAfter = parseRetryAfter(response.headers.get('retry-after'), Date.now());
      return { ok: false, failure: parseProblem(response.status, document, retryAfter) };
    }
    if (answers && !isRecord(document)) return failed('unexpected');
    const serverTime = Date.parse(response.headers.get('date') ?? '');
    return { ok: true, body: document as ResponseOf<Id>, clockAhead: clockDifference(serverTime, Date.now()) };
  };
}

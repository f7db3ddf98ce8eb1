import { exchange } from '../client/src/exchange.ts';
import { operations as routes, problemCodes } from '../client/src/operations.ts';
import type { OperationId, ProblemCode, RequestBodyOf, ResponseOf } from '../functions/operations/index.ts';

/** The generated route of an operation, whose name there is `startReset` for `start-reset`. */
const routeOf = (id: OperationId) =>
  routes[id.replace(/-(.)/g, (_hyphen, letter: string) => letter.toUpperCase()) as keyof typeof routes];

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

const isProblemCode = (value: unknown): value is ProblemCode => (problemCodes as readonly unknown[]).includes(value);

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

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

/** The service as the pages call it. It never throws: what goes wrong is a {@link Failure}. */
export function apiAt(apiUrl: string): Api {
  return async <Id extends OperationId>(id: Id, call: Call<Id>): Promise<Answer<ResponseOf<Id>>> => {
    const { method, path, answers } = routeOf(id);
    const sent = 'bearer' in call ? { sessionToken: call.bearer } : { body: call.body };
    const answer = await exchange(apiUrl + path, method, sent);
    if (answer === undefined) return failed(navigator.onLine === false ? 'offline' : 'unreachable');
    const { ok, status, document, retryAfter, clockAhead } = answer;
    if (!ok) return { ok, failure: parseProblem(status, document, retryAfter) };
    if (answers && !isRecord(document)) return failed('unexpected');
    return { ok, body: document as ResponseOf<Id>, clockAhead };
  };
}

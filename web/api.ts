import { exchange, type Exchange } from '../client/src/exchange.ts';
import { calls as routes, problemCodes } from '../client/src/contract.ts';
import type { OperationId, ProblemCode, RequestBodyOf, ResponseOf } from '../functions/operations/index.ts';

/** Generated route of an operation; its key there is `startReset` for `start-reset`. */
const routeOf = (id: OperationId) =>
  routes[id.replace(/-(.)/g, (_hyphen, letter: string) => letter.toUpperCase()) as keyof typeof routes];

/** A problem that the service reports, or a failure to reach it. */
export interface Failure {
  /**
   * `offline`, `unreachable`: the call did not arrive. `answer-lost`: it may have been carried out. `unexpected`: the
   * answer is not in the contract.
   */
  readonly code: ProblemCode | 'offline' | 'unreachable' | 'answer-lost' | 'unexpected';
  /** Names of the fields that the service rejected. */
  readonly fields: readonly string[];
  readonly attemptsLeft?: number;
  readonly reasons: readonly string[];
  /** Seconds to wait, from `Retry-After`. */
  readonly retryAfter?: number;
}

export type Answer<Body> =
  | {
      readonly ok: true;
      readonly body: Body;
      /**
       * Milliseconds by which the server's clock is ahead of this device's; 0 if the `Date` header cannot be read.
       */
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

/**
 * Reads a problem document. Any other body is `unexpected`; with a 5xx, as gateways send it, `service-unavailable`.
 */
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

/** Milliseconds until a call without an answer is repeated: a phone has changed its network by then. */
const REPEAT_AFTER = 1500;

/**
 * Calls the service, and once more if no answer comes. The repeated call does nothing twice: its captcha token works
 * once. A refusal of that token shows that the first call arrived, and that its answer was lost.
 */
async function exchangeTwice(...call: Parameters<typeof exchange>): Promise<Exchange | 'answer-lost' | undefined> {
  const first = await exchange(...call);
  if (first !== undefined || navigator.onLine === false) return first;
  await new Promise((resolve) => setTimeout(resolve, REPEAT_AFTER));
  const second = await exchange(...call);
  return isRecord(second?.document) && second.document['code'] === 'captcha-rejected' ? 'answer-lost' : second;
}

/** Returns the function by which pages call the service. It never throws: every error is a {@link Failure}. */
export function apiAt(apiUrl: string): Api {
  return async <Id extends OperationId>(id: Id, call: Call<Id>): Promise<Answer<ResponseOf<Id>>> => {
    const { method, path, answers } = routeOf(id);
    const sent = 'bearer' in call ? { sessionToken: call.bearer } : { body: call.body };
    const answer = await exchangeTwice(apiUrl + path, method, sent);
    if (answer === 'answer-lost') return failed(answer);
    if (answer === undefined) return failed(navigator.onLine === false ? 'offline' : 'unreachable');
    const { ok, status, document, retryAfter, clockAhead } = answer;
    if (!ok) return { ok, failure: parseProblem(status, document, retryAfter) };
    if (answers && !isRecord(document)) return failed('unexpected');
    return { ok, body: document as ResponseOf<Id>, clockAhead };
  };
}

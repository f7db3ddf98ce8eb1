import { calls, type operations as Contract, problemCodes } from './contract.ts';
import { type Calling, exchange } from './exchange.ts';

export type OperationName = keyof typeof calls;

type Responses<Name extends OperationName> = Contract[Name]['responses'];

/** Bodies of an operation's answers of this media type. */
type BodyOf<Name extends OperationName, Type extends string> = {
  [Status in keyof Responses<Name>]: Responses<Name>[Status] extends {
    readonly content: { readonly [Each in Type]: infer Body };
  }
    ? Body
    : never;
}[keyof Responses<Name>];

/** Request of an operation. */
export type RequestOf<Name extends OperationName> = Contract[Name] extends {
  readonly requestBody: { readonly content: { readonly 'application/json': infer Body } };
}
  ? Body
  : { readonly sessionToken: string };

/** Body of an operation's success answer; `undefined` if it has none. */
export type ResponseOf<Name extends OperationName> = [BodyOf<Name, 'application/json'>] extends [never]
  ? undefined
  : BodyOf<Name, 'application/json'>;

interface Waiting {
  /** Seconds to wait before the next call, if the service says so. */
  readonly retryAfter?: number;
}

/** Failure of an operation; its `code` determines its other fields. */
export type Problem<Name extends OperationName = OperationName> =
  | (BodyOf<Name, 'application/problem+json'> & Waiting)
  /** No answer came, or CORS hides it from this page. The operation may have been carried out. */
  | ({ readonly code: 'unreachable' } & Waiting)
  /** The call's signal was aborted. The operation may have been carried out. */
  | ({ readonly code: 'aborted' } & Waiting)
  /** An answer that is not in the OpenAPI document. */
  | ({ readonly code: 'unexpected'; readonly status: number } & Waiting);

export type Answer<Name extends OperationName> =
  | {
      readonly ok: true;
      readonly body: ResponseOf<Name>;
      /**
       * Milliseconds by which the service's clock is ahead of this device's; 0 if the difference is small or unknown.
       */
      readonly clockAhead: number;
    }
  | { readonly ok: false; readonly problem: Problem<Name> };

/** One function for each operation. None of them throws: every error is a {@link Problem}. */
export type Client = {
  readonly [Name in OperationName]: (request: RequestOf<Name>, options?: CallOptions) => Promise<Answer<Name>>;
};

export interface CallOptions {
  /** Gives the call up when it is aborted; the answer is the problem `aborted`. */
  readonly signal?: AbortSignal;
}

export interface ClientOptions {
  /** The stack's output `ApiUrl`, with the stage path, such as `https://api.example.com/v1`. */
  readonly apiUrl: string;
  /** In place of the global `fetch`, for instance to add tracing, or in a test. */
  readonly fetch?: typeof fetch;
  /** Milliseconds until a call is given up as `unreachable`, above 0. Default: 35,000. */
  readonly timeout?: number;
}

const isProblem = (document: unknown): document is { readonly code: string } =>
  (problemCodes as readonly unknown[]).includes(Object(document).code);

async function call(
  apiUrl: string,
  name: OperationName,
  request: object,
  calling: Calling,
): Promise<Answer<OperationName>> {
  const { method, path, answers } = calls[name];
  const sent = 'sessionToken' in request ? { sessionToken: String(request.sessionToken) } : { body: request };
  const answer = await exchange(apiUrl + path, method, sent, calling);
  if (answer === undefined)
    return { ok: false, problem: { code: calling.signal?.aborted === true ? 'aborted' : 'unreachable' } };
  const { ok, status, document, retryAfter, clockAhead } = answer;
  // The body is not validated: the service is tested against the same OpenAPI document.
  if (ok && answers === (Object(document) === document))
    return { ok, body: document as ResponseOf<OperationName>, clockAhead };
  const problem = !ok && isProblem(document) ? (document as Problem) : { code: 'unexpected' as const, status };
  return { ok: false, problem: retryAfter === undefined ? problem : { ...problem, retryAfter } };
}

/**
 * Creates a client of the service at `apiUrl`.
 *
 * @throws TypeError if an option is wrong; the message names it
 */
export function createClient({ apiUrl, ...calling }: ClientOptions): Client {
  if (!URL.canParse(apiUrl)) throw new TypeError(`createClient: apiUrl is ${String(apiUrl)}, which is no absolute URL`);
  const { timeout } = calling;
  if (timeout !== undefined && !(timeout > 0 && Number.isFinite(timeout)))
    throw new TypeError(`createClient: timeout is ${String(timeout)}; it is in milliseconds, above 0`);
  const base = apiUrl.replace(/\/+$/, '');
  const names = Object.keys(calls) as OperationName[];
  const functions = names.map((name) => [
    name,
    (request: object, options?: CallOptions) => call(base, name, request, { ...calling, ...options }),
  ]);
  return Object.fromEntries(functions) as Client;
}

import { calls, type operations as Contract, problemCodes } from './contract.ts';
import { exchange } from './exchange.ts';

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
export type Client = { readonly [Name in OperationName]: (request: RequestOf<Name>) => Promise<Answer<Name>> };

export interface ClientOptions {
  /** The stack's output `ApiUrl`, with the stage path, such as `https://api.example.com/v1`. */
  readonly apiUrl: string;
}

const isProblem = (document: unknown): document is { readonly code: string } =>
  (problemCodes as readonly unknown[]).includes(Object(document).code);

async function call(apiUrl: string, name: OperationName, request: object): Promise<Answer<OperationName>> {
  const { method, path, answers } = calls[name];
  const sent = 'sessionToken' in request ? { sessionToken: String(request.sessionToken) } : { body: request };
  const answer = await exchange(apiUrl + path, method, sent);
  if (answer === undefined) return { ok: false, problem: { code: 'unreachable' } };
  const { ok, status, document, retryAfter, clockAhead } = answer;
  // The body is not validated: the service is tested against the same OpenAPI document.
  if (ok && answers === (Object(document) === document))
    return { ok, body: document as ResponseOf<OperationName>, clockAhead };
  const problem = !ok && isProblem(document) ? (document as Problem) : { code: 'unexpected' as const, status };
  return { ok: false, problem: retryAfter === undefined ? problem : { ...problem, retryAfter } };
}

/** Creates a client of the service at `apiUrl`. */
export function createClient({ apiUrl }: ClientOptions): Client {
  const base = apiUrl.replace(/\/+$/, '');
  const names = Object.keys(calls) as OperationName[];
  return Object.fromEntries(names.map((name) => [name, (request: object) => call(base, name, request)])) as Client;
}

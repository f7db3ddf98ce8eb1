import { exchange } from './exchange.ts';
import type { operations as Contract } from './openapi.ts';
import { operations, problemCodes } from './operations.ts';

export type OperationName = keyof typeof operations;

type Responses<Name extends OperationName> = Contract[Name]['responses'];

/** The bodies of an operation's answers that are of this type. */
type BodyOf<Name extends OperationName, Type extends string> = {
  [Status in keyof Responses<Name>]: Responses<Name>[Status] extends {
    readonly content: { readonly [Each in Type]: infer Body };
  }
    ? Body
    : never;
}[keyof Responses<Name>];

/** What an operation takes. */
export type RequestOf<Name extends OperationName> = Contract[Name] extends {
  readonly requestBody: { readonly content: { readonly 'application/json': infer Body } };
}
  ? Body
  : { readonly sessionToken: string };

/** The body of an operation's good answer; `undefined` where it has none. */
export type ResponseOf<Name extends OperationName> = [BodyOf<Name, 'application/json'>] extends [never]
  ? undefined
  : BodyOf<Name, 'application/json'>;

/** Seconds to wait before another call, where the service says so. */
interface Waiting {
  readonly retryAfter?: number;
}

/** Why an operation was not carried out. `code` tells which it is, and so what else it says. */
export type Problem<Name extends OperationName = OperationName> =
  | (BodyOf<Name, 'application/problem+json'> & Waiting)
  /** No answer came, or none that this page may read. It may have been carried out. */
  | ({ readonly code: 'unreachable' } & Waiting)
  /** An answer that this client does not know. */
  | ({ readonly code: 'unexpected'; readonly status: number } & Waiting);

export type Answer<Name extends OperationName> =
  | {
      readonly ok: true;
      readonly body: ResponseOf<Name>;
      /** Milliseconds that the service's clock is ahead of this device's; 0 where the difference is small or not known. */
      readonly clockAhead: number;
    }
  | { readonly ok: false; readonly problem: Problem<Name> };

/** One function for each operation. None of them throws: what goes wrong is a {@link Problem}. */
export type Client = { readonly [Name in OperationName]: (request: RequestOf<Name>) => Promise<Answer<Name>> };

export interface ClientOptions {
  /** The stack's output `ApiUrl`: with the stage path, such as `https://api.example.com/v1`. */
  readonly apiUrl: string;
}

const isProblem = (document: unknown): document is { readonly code: string } =>
  (problemCodes as readonly unknown[]).includes(Object(document).code);

async function call(apiUrl: string, name: OperationName, request: object): Promise<Answer<OperationName>> {
  const { method, path, answers } = operations[name];
  const sent = 'sessionToken' in request ? { sessionToken: String(request.sessionToken) } : { body: request };
  const answer = await exchange(apiUrl + path, method, sent);
  if (answer === undefined) return { ok: false, problem: { code: 'unreachable' } };
  const { ok, status, document, retryAfter, clockAhead } = answer;
  // The service is taken at its word: it is held to the same document.
  if (ok && answers === (Object(document) === document))
    return { ok, body: document as ResponseOf<OperationName>, clockAhead };
  const problem = !ok && isProblem(document) ? (document as Problem) : { code: 'unexpected' as const, status };
  return { ok: false, problem: retryAfter === undefined ? problem : { ...problem, retryAfter } };
}

/** A client of the service at `apiUrl`. */
export function createClient({ apiUrl }: ClientOptions): Client {
  const base = apiUrl.replace(/\/+$/, '');
  const names = Object.keys(operations) as OperationName[];
  return Object.fromEntries(names.map((name) => [name, (request: object) => call(base, name, request)])) as Client;
}

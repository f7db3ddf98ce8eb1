import type { Outcome } from '../../ops/outcome.ts';
import type { PageCommand } from '../run-order.ts';

/** Stage and administrator of a console, as its server names them. */
export interface Access {
  readonly stage: string;
  /** ARN of the administrator. */
  readonly by: string;
}

/** Error with a message for the page. */
export class CallError extends Error {}

async function post(path: string, body: object, bearer?: string): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json', ...(bearer && { Authorization: `Bearer ${bearer}` }) };
  let response: Response;
  try {
    response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  } catch {
    throw new CallError('The console does not answer. It may have closed: start it again.');
  }
  const json: unknown = await response.json();
  if (response.ok) return json;
  throw new CallError((json as { error?: string }).error ?? 'The console failed.');
}

/** Calls of the page to the console. The bearer is in this object alone, so it ends with the page. */
export class Api {
  readonly access: Access;
  readonly #bearer: string;

  private constructor(access: Access, bearer: string) {
    this.access = access;
    this.#bearer = bearer;
  }

  /** Buys access with the token of the address. */
  static async open(token: string): Promise<Api> {
    const { bearer, ...access } = (await post('/session', { token })) as Access & { bearer: string };
    return new Api(access, bearer);
  }

  /** Runs a command of `ops`. */
  run(command: PageCommand): Promise<Outcome> {
    return post('/commands', command, this.#bearer) as Promise<Outcome>;
  }
}

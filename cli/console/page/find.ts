import type { RequestView } from '../../ops/request-view.ts';
import type { UserView } from '../../ops/users-show.ts';
import type { Api } from './api.ts';

/** Requests and users that a search found. */
export interface Found {
  readonly requests: readonly RequestView[];
  readonly users: readonly UserView[];
  /** Reference that no request has any more; the audit trail may have its story. */
  readonly formerReference?: string;
}

/** Eight letters and digits, as the page and the mail show them. */
const REFERENCE = /^[0-9a-z]{4}[ -]?[0-9a-z]{4}$/i;

async function usersNamed(api: Api, named: string): Promise<readonly UserView[]> {
  const outcome = await api.run({ command: 'users show', positionals: [named] });
  return outcome.kind === 'done' ? (outcome.report.json as { users: UserView[] }).users : [];
}

async function requestsWith(api: Api, reference: string): Promise<readonly RequestView[]> {
  const outcome = await api.run({ command: 'resets show', positionals: [reference] }).catch(() => undefined);
  return outcome?.kind === 'done' ? (outcome.report.json as { requests: RequestView[] }).requests : [];
}

/** Finds by reference, user ID or address. A user comes with their requests, and a request with its user. */
export async function find(api: Api, text: string): Promise<Found> {
  const byReference = REFERENCE.test(text) ? await requestsWith(api, text) : [];
  if (byReference.length > 0) {
    const ids = [...new Set(byReference.map(({ user }) => user))].filter((id) => id !== null);
    const users = await Promise.all(ids.map((id) => usersNamed(api, id)));
    return { requests: byReference, users: users.flat() };
  }
  const users = await usersNamed(api, text);
  const isFormer = users.length === 0 && REFERENCE.test(text);
  return { requests: users.flatMap(({ requests }) => requests), users, ...(isFormer && { formerReference: text }) };
}

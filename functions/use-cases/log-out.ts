import { digest } from '../domain/digest.ts';
import type { SessionToken } from '../domain/secret.ts';
import type { Origin } from '../domain/origin.ts';
import type { AuditLog, Clock, SessionStore } from '../ports.ts';

export interface LogOutPorts {
  readonly clock: Clock;
  readonly sessions: SessionStore;
  readonly audit: AuditLog;
}

export type LogOutOutcome = { readonly kind: 'logged-out' } | { readonly kind: 'rejected' };

/** Ends the session of a token. */
export async function logOut(
  { clock, sessions, audit }: LogOutPorts,
  { sessionToken, origin }: { sessionToken: SessionToken; origin: Origin },
): Promise<LogOutOutcome> {
  if (!(await sessions.close(digest(sessionToken.reveal())))) return { kind: 'rejected' };
  audit.record({ event: 'logged_out', at: clock.now().toISOString(), actor: 'self', origin });
  return { kind: 'logged-out' };
}

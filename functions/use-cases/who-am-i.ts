import { digest } from '../domain/digest.ts';
import type { SessionToken } from '../domain/secret.ts';
import { epochSeconds, fromEpochSeconds } from '../domain/moment.ts';
import type { Clock, CredentialCheck, SessionStore } from '../ports.ts';

export interface WhoAmIPorts {
  readonly clock: Clock;
  readonly sessions: SessionStore;
  readonly credentials: CredentialCheck;
}

export type WhoAmIOutcome =
  | { readonly kind: 'session'; readonly userId: string; readonly expiresAt: Date }
  | { readonly kind: 'rejected' };

/** Returns the user of a session token. A password change ends all sessions that were opened before it. */
export async function whoAmI(
  { clock, sessions, credentials }: WhoAmIPorts,
  { sessionToken }: { sessionToken: SessionToken },
): Promise<WhoAmIOutcome> {
  const session = await sessions.find(digest(sessionToken.reveal()));
  if (session === undefined || session.expiresAt <= epochSeconds(clock.now())) return { kind: 'rejected' };
  if ((await credentials.sessionGeneration(session.userId)) !== session.generation) return { kind: 'rejected' };
  return { kind: 'session', userId: session.userId, expiresAt: fromEpochSeconds(session.expiresAt) };
}

import { digest, randomToken, namedSubject } from '../domain/digest.ts';
import { type Password, Secret, type SessionToken } from '../domain/secret.ts';
import { epochSeconds, fromEpochSeconds } from '../domain/moment.ts';
import type { AuditLog, Clock, CredentialCheck, LimitOutcome, Peppers, SessionStore, SourceLimiter } from '../ports.ts';
import { type Caller, countCall, recordExceeded } from './source-limit.ts';

export interface LogInPorts {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly subjectKeys: Pick<Peppers, 'current'>;
  readonly credentials: CredentialCheck;
  readonly sessions: SessionStore;
}

export interface LogInRules {
  readonly loginsPerSourcePerHour: number;
  /** Seconds. */
  readonly sessionLifetime: number;
}

export type LogInOutcome =
  | { readonly kind: 'logged-in'; readonly sessionToken: SessionToken; readonly expiresAt: Date }
  | { readonly kind: 'rejected' }
  | Extract<LimitOutcome, { kind: 'exceeded' }>;

/** Counts a login against its source's hour. */
export const countLogIn = (
  ports: { readonly limiter: SourceLimiter },
  rules: Pick<LogInRules, 'loginsPerSourcePerHour'>,
  caller: Pick<Caller, 'source'>,
): Promise<LimitOutcome> => countCall(ports, 'log-in', caller, rules.loginsPerSourcePerHour);

/**
 * Opens a session. Nothing that happens in the recovery of an account keeps its owner from logging in (R8).
 *
 * @param limit outcome of {@link countLogIn}
 */
export async function logIn(
  ports: LogInPorts,
  rules: Pick<LogInRules, 'sessionLifetime'>,
  { userId, password, origin }: { userId: string; password: Password } & Caller,
  limit: LimitOutcome,
): Promise<LogInOutcome> {
  const subject = namedSubject(await ports.subjectKeys.current(), userId);
  if (limit.kind === 'exceeded') {
    recordExceeded(ports, 'log-in', { origin, ...subject });
    return limit;
  }
  const credentials = await ports.credentials.authenticate(userId, password);
  const at = ports.clock.now();
  ports.audit.record({
    event: credentials === undefined ? 'login_failed' : 'login_succeeded',
    at: at.toISOString(),
    actor: 'self',
    ...subject,
    origin,
  });
  if (credentials === undefined) return { kind: 'rejected' };

  const token = randomToken();
  const expiresAt = epochSeconds(at) + rules.sessionLifetime;
  await ports.sessions.open(digest(token), { userId, generation: credentials.sessionGeneration, expiresAt });
  return { kind: 'logged-in', sessionToken: new Secret(token), expiresAt: fromEpochSeconds(expiresAt) };
}

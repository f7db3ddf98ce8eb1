import { digest, randomToken, namedSubject } from '../domain/digest.ts';
import { type Password, Secret, type SessionToken } from '../domain/secret.ts';
import { epochSeconds, fromEpochSeconds } from '../domain/moment.ts';
import type { CredentialCheck, LimitOutcome, Peppers, SessionStore } from '../ports.ts';
import { type Caller, countAgainstSource, type SourceLimitPorts } from './source-limit.ts';

export interface LogInPorts extends SourceLimitPorts {
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

/** Opens a session. An account's recovery never affects its login: no lockout, no budget. */
export async function logIn(
  ports: LogInPorts,
  rules: LogInRules,
  { userId, password, source, origin, captcha }: { userId: string; password: Password } & Caller,
): Promise<LogInOutcome> {
  const subject = namedSubject(await ports.subjectKeys.current(), userId);
  const limit = await countAgainstSource(
    ports,
    'log-in',
    { source, origin, captcha, ...subject },
    rules.loginsPerSourcePerHour,
  );
  if (limit.kind === 'exceeded') return limit;

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

import { digest } from '../domain/digest.ts';
import { randomToken } from '../domain/random-token.ts';
import { type Password, Secret, type SessionToken } from '../domain/secret.ts';
import { sourcePrefix } from '../domain/source-address.ts';
import { subjectDigest } from '../domain/subject.ts';
import { epochSeconds, fromEpochSeconds } from '../domain/time.ts';
import type { CredentialCheck, LimitOutcome, Peppers, SessionStore } from '../ports.ts';
import { countAgainstSource, type SourceLimitPorts } from './source-limit.ts';

export interface LogInPorts extends SourceLimitPorts {
  readonly peppers: Peppers;
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

/** Opens a session. Nothing that happens in the recovery of an account keeps its owner from logging in. */
export async function logIn(
  ports: LogInPorts,
  rules: LogInRules,
  { userId, password, source }: { userId: string; password: Password; source: string },
): Promise<LogInOutcome> {
  const limit = await countAgainstSource(ports, 'log-in', source, rules.loginsPerSourcePerHour);
  if (limit.kind === 'exceeded') return limit;

  const credentials = await ports.credentials.authenticate(userId, password);
  const at = ports.clock.now();
  ports.audit.publish({
    event: credentials === undefined ? 'login_failed' : 'login_succeeded',
    at: at.toISOString(),
    actor: 'self',
    subject: subjectDigest(await ports.peppers.current(), userId),
    sourcePrefix: sourcePrefix(source),
  });
  if (credentials === undefined) return { kind: 'rejected' };

  const token = randomToken();
  const expiresAt = epochSeconds(at) + rules.sessionLifetime;
  await ports.sessions.open(digest(token), { userId, generation: credentials.sessionGeneration, expiresAt });
  return { kind: 'logged-in', sessionToken: new Secret(token), expiresAt: fromEpochSeconds(expiresAt) };
}

import { digest, randomToken, namedSubject } from '../domain/digest.ts';
import { type DeviceToken, type Password, Secret, type SessionToken } from '../domain/secret.ts';
import { epochSeconds, fromEpochSeconds } from '../domain/moment.ts';
import type {
  AuditLog,
  CountOutcome,
  CredentialCheck,
  LimitOutcome,
  Peppers,
  SessionStore,
  SourceLimiter,
} from '../ports.ts';
import { LoginAdmission, type LoginAttemptPorts } from './login-attempts.ts';
import { type Caller, countCall, giveBackCall, recordExceeded } from './source-limit.ts';

export interface LogInPorts extends LoginAttemptPorts {
  readonly audit: AuditLog;
  readonly subjectKeys: Pick<Peppers, 'current'>;
  readonly credentials: CredentialCheck;
  readonly sessions: SessionStore;
  readonly limiter: SourceLimiter;
}

export interface LogInRules {
  /** Failed logins of one source. */
  readonly loginsPerSourcePerHour: number;
  /** Seconds. */
  readonly sessionLifetime: number;
}

export type LogInOutcome =
  | {
      readonly kind: 'logged-in';
      readonly sessionToken: SessionToken;
      readonly expiresAt: Date;
      readonly deviceToken: DeviceToken;
    }
  | { readonly kind: 'rejected' }
  | Extract<LimitOutcome, { kind: 'exceeded' }>;

/** Counts a login as failed against its source's hour. A right one is given back. */
export const countLogIn = (
  ports: { readonly limiter: SourceLimiter },
  rules: Pick<LogInRules, 'loginsPerSourcePerHour'>,
  caller: Pick<Caller, 'source'>,
): Promise<CountOutcome> => countCall(ports, 'log-in', caller, rules.loginsPerSourcePerHour);

/**
 * Opens a session. Nothing that happens in the recovery of an account keeps its owner from logging in (R8), and a
 * right password costs no limit (R26).
 *
 * @param counted outcome of {@link countLogIn}
 */
export async function logIn(
  ports: LogInPorts,
  rules: Pick<LogInRules, 'sessionLifetime'>,
  { userId, password, deviceToken, ...caller }: LogInRequest,
  counted: CountOutcome,
): Promise<LogInOutcome> {
  const { audit, clock, credentials, sessions } = ports;
  const { origin } = caller;
  const subject = namedSubject(await ports.subjectKeys.current(), userId);
  if (counted.kind === 'exceeded') {
    recordExceeded(ports, 'log-in-per-source', { origin, ...subject });
    return counted;
  }
  const admission = new LoginAdmission(ports, deviceToken);
  const proven = await credentials.authenticate(userId, password, admission.admit);
  const { retryAfterSeconds } = admission;
  if (retryAfterSeconds !== undefined) {
    recordExceeded(ports, 'log-in-per-account', { origin, ...subject });
    return { kind: 'exceeded', retryAfterSeconds };
  }
  const at = clock.now();
  const event = proven === undefined ? 'login_failed' : 'login_succeeded';
  audit.record({ event, at: at.toISOString(), actor: 'self', ...subject, origin });
  if (proven === undefined) return { kind: 'rejected' };

  const token = randomToken();
  const expiresAt = epochSeconds(at) + rules.sessionLifetime;
  await Promise.all([
    giveBackCall(ports, 'log-in', caller, counted),
    sessions.open(digest(token), { userId: proven.userId, generation: proven.sessionGeneration, expiresAt }),
  ]);
  return {
    kind: 'logged-in',
    sessionToken: new Secret(token),
    expiresAt: fromEpochSeconds(expiresAt),
    deviceToken: proven.deviceToken,
  };
}

/** Credentials as they were typed, and the token that the device got at an earlier login. */
export type LogInRequest = {
  readonly userId: string;
  readonly password: Password;
  readonly deviceToken?: DeviceToken;
} & Caller;

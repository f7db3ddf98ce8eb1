import { digest, keyIdOf, namedSubject, randomToken } from '../domain/digest.ts';
import { fromEpochSeconds, type Moment } from '../domain/moment.ts';
import { newReset } from '../domain/reset-steps.ts';
import { type ResetId, Secret } from '../domain/secret.ts';
import type { AuditLog, Clock, LimitOutcome, Peppers, ResetStore, SourceLimiter } from '../ports.ts';
import { type Caller, countCall, recordExceeded } from './source-limit.ts';

/** Times of a request. */
export interface CreateResetRules {
  /** Seconds. */
  readonly otpLifetime: number;
  /** Seconds. */
  readonly resendCooldown: number;
}

/** Values that a page needs to continue a request. */
export interface Issued {
  readonly kind: 'issued';
  readonly resetId: ResetId;
  readonly reference: string;
  readonly expiresAt: Date;
  readonly resendAvailableAt: Date;
}

/**
 * Writes a new request, started by the user or by an administrator. It needs only the version of the pepper: codes
 * are made where they are mailed, so a function that starts requests cannot read the pepper.
 */
export async function createReset(
  { clock, resets }: { readonly clock: Clock; readonly resets: ResetStore },
  rules: CreateResetRules,
  request: {
    readonly userId: string;
    /** Present if the reader of a mail asked through the mail's link. */
    readonly lane?: 'mail';
    readonly locale?: string;
    readonly zone?: string;
    readonly pepperVersion: string;
    readonly subject?: string;
    readonly subjectKey?: string;
  },
  by: Omit<Moment, 'at'>,
): Promise<Issued> {
  const resetId = randomToken();
  const record = newReset(
    { at: clock.now(), ...by },
    { digestOfResetId: digest(resetId), ...request },
    { lifetime: rules.otpLifetime, cooldown: rules.resendCooldown },
  );
  await resets.create(record);
  return {
    kind: 'issued',
    resetId: new Secret(resetId),
    reference: record.reference,
    expiresAt: fromEpochSeconds(record.openUntil),
    resendAvailableAt: fromEpochSeconds(record.resendAt),
  };
}

export interface StartResetPorts {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly peppers: Peppers;
  readonly subjectKeys: Pick<Peppers, 'current'>;
  readonly resets: ResetStore;
}

export interface StartResetRules extends CreateResetRules {
  readonly startsPerSourcePerHour: number;
}

export type StartResetOutcome = Issued | Extract<LimitOutcome, { kind: 'exceeded' }>;

/** Counts a start against its source's hour. */
export const countStart = (
  ports: { readonly limiter: SourceLimiter },
  rules: Pick<StartResetRules, 'startsPerSourcePerHour'>,
  caller: Pick<Caller, 'source'>,
): Promise<LimitOutcome> => countCall(ports, 'start', caller, rules.startsPerSourcePerHour);

/**
 * Records a reset request and nothing else. The directory is read later, by the consumer of the stream, so the work
 * and its duration are the same for any user ID.
 *
 * @param limit outcome of {@link countStart}
 */
export async function startReset(
  ports: StartResetPorts,
  rules: CreateResetRules,
  {
    userId,
    language,
    locale = language,
    timeZone,
    origin,
    browser,
  }: { userId: string; locale?: string; timeZone?: string } & Caller,
  limit: LimitOutcome,
): Promise<StartResetOutcome> {
  const subject = namedSubject(await ports.subjectKeys.current(), userId);
  if (limit.kind === 'exceeded') {
    recordExceeded(ports, 'start-per-source', { origin, ...subject });
    return limit;
  }
  const pepperVersion = keyIdOf(await ports.peppers.current());
  return createReset(ports, rules, { userId, locale, zone: timeZone, pepperVersion, ...subject }, { origin, browser });
}

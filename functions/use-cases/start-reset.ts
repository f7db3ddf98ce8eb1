import { digest, randomToken, namedSubject } from '../domain/digest.ts';
import { type Moment, fromEpochSeconds } from '../domain/moment.ts';
import { newReset } from '../domain/reset-steps.ts';
import { type ResetId, Secret } from '../domain/secret.ts';
import type { Clock, ResetStore, LimitOutcome, Peppers } from '../ports.ts';
import { type Caller, countAgainstSource, type SourceLimitPorts } from './source-limit.ts';

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
 * Writes a new request, started by the user or by an administrator. It needs only the version of the pepper: codes are
 * made where they are mailed, so a function that starts requests cannot read the pepper.
 */
export async function createReset(
  { clock, resets }: { readonly clock: Clock; readonly resets: ResetStore },
  rules: CreateResetRules,
  request: {
    readonly userId: string;
    readonly locale?: string;
    readonly pepperVersion: string;
    readonly subject: string;
    readonly subjectKey: string;
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
    expiresAt: fromEpochSeconds(record.expiresAt),
    resendAvailableAt: fromEpochSeconds(record.resendAt),
  };
}

export interface StartResetPorts extends SourceLimitPorts {
  readonly peppers: Peppers;
  readonly subjectKeys: Pick<Peppers, 'current'>;
  readonly resets: ResetStore;
}

export interface StartResetRules extends CreateResetRules {
  readonly startsPerSourcePerHour: number;
}

export type StartResetOutcome = Issued | Extract<LimitOutcome, { kind: 'exceeded' }>;

/**
 * Records a reset request and nothing else. The directory is read later, by the consumer of the stream, so the work and
 * its duration are the same for any user ID.
 */
export async function startReset(
  ports: StartResetPorts,
  rules: StartResetRules,
  request: { userId: string; locale?: string } & Caller,
): Promise<StartResetOutcome> {
  const { userId, locale, source, origin, browser, captcha } = request;
  const subject = namedSubject(await ports.subjectKeys.current(), userId);
  const limit = await countAgainstSource(
    ports,
    'start',
    { source, origin, captcha, ...subject },
    rules.startsPerSourcePerHour,
  );
  if (limit.kind === 'exceeded') return limit;

  const { version: pepperVersion } = await ports.peppers.current();
  return createReset(ports, rules, { userId, locale, pepperVersion, ...subject }, { origin, browser });
}

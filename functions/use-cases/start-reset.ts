import { digest } from '../domain/digest.ts';
import { randomToken } from '../domain/random-token.ts';
import { requestReset } from '../domain/reset-steps.ts';
import { fromEpochSeconds } from '../domain/time.ts';
import { type ResetId, Secret } from '../domain/secret.ts';
import type { LimitOutcome, Peppers, ResetStore } from '../ports.ts';
import { countAgainstSource, type SourceLimitPorts } from './source-limit.ts';

export interface StartResetPorts extends SourceLimitPorts {
  readonly peppers: Peppers;
  readonly resets: ResetStore;
}

export interface StartResetRules {
  /** Seconds. */
  readonly otpLifetime: number;
  /** Seconds. */
  readonly resendCooldown: number;
  readonly startsPerSourcePerHour: number;
}

/** What a page needs to go on with a request. */
export interface Issued {
  readonly kind: 'issued';
  readonly resetId: ResetId;
  readonly reference: string;
  readonly expiresAt: Date;
  readonly resendAvailableAt: Date;
}

export type StartResetOutcome = Issued | Extract<LimitOutcome, { kind: 'exceeded' }>;

/**
 * Records the wish to reset a password, and nothing else: the directory is read later, behind the table's stream. So
 * what this does, and how long it takes, is the same for any user ID.
 */
export async function startReset(
  ports: StartResetPorts,
  rules: StartResetRules,
  request: { userId: string; locale?: string; source: string },
): Promise<StartResetOutcome> {
  const { userId, locale, source } = request;
  const limit = await countAgainstSource(ports, 'start', source, rules.startsPerSourcePerHour);
  if (limit.kind === 'exceeded') return limit;

  const resetId = randomToken();
  const pepper = await ports.peppers.current();
  const record = requestReset(
    { at: ports.clock.now(), source },
    { digestOfResetId: digest(resetId), userId, locale, pepperVersion: pepper.version },
    { lifetime: rules.otpLifetime, cooldown: rules.resendCooldown },
  );
  await ports.resets.create(record);

  return {
    kind: 'issued',
    resetId: new Secret(resetId),
    reference: record.reference,
    expiresAt: fromEpochSeconds(record.expiresAt),
    resendAvailableAt: fromEpochSeconds(record.resendAt),
  };
}

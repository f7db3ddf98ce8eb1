import type { Browser } from '../domain/browser.ts';
import { callDigest, digest, sameDigest, splitToken } from '../domain/digest.ts';
import { type Account, accountDigest, contextWordsOf } from '../domain/account.ts';
import { passwordReasons } from '../domain/password-policy.ts';
import type { PasswordReason, PasswordRules } from '../domain/password-rules.ts';
import { keyDigest, type ResetRecord, resetKey } from '../domain/reset-record.ts';
import {
  applyPassword,
  completePassword,
  passwordNotChanged,
  refuseChangedAccount,
  rejectPassword,
} from '../domain/change-steps.ts';
import { type Call, type Moment, epochSeconds } from '../domain/moment.ts';
import type { Origin } from '../domain/origin.ts';
import type { IdempotencyKey, Password, ResetToken } from '../domain/secret.ts';
import type {
  AuditLog,
  BreachedPasswords,
  Clock,
  PasswordChange,
  PasswordChangeOutcome,
  Peppers,
  ResetStore,
  UserDirectory,
} from '../ports.ts';
import { requestFacts, recordRefusal } from './record-refusal.ts';

export interface CompleteResetPorts {
  readonly audit: AuditLog;
  /** Absent if the deployment uses no list of breached passwords. */
  readonly breached?: BreachedPasswords;
  readonly clock: Clock;
  readonly resets: ResetStore;
  readonly directory: UserDirectory;
  /** Keys of the digest that binds a code to its account. */
  readonly subjectKeys: Pick<Peppers, 'version'>;
}

export interface CompleteResetRules {
  readonly password: PasswordRules;
  /** Context word: the password may not be built on it. */
  readonly productName: string;
  /** Seconds for which a completed request is kept. */
  readonly recordRetention: number;
}

/** Outcome for the caller. Unless `completed`, the password was not changed, or that is not known yet. */
export type CompleteResetOutcome =
  | { readonly kind: 'completed' }
  | { readonly kind: 'password-rejected'; readonly reasons: readonly PasswordReason[] }
  | { readonly kind: 'rejected' }
  /** The outcome at the directory is not known yet; the same token may be used again. */
  | { readonly kind: 'unsettled' };

/** Maximum number of passwords tried with one token. A refused password uses up neither the code nor the token. */
const MAXIMUM_TRIES = 10;

/** Seconds for which a change may still be in progress in another call; after that it was interrupted. */
const APPLYING_TAKES = 5;

/**
 * Sets the new password. `APPLYING` is recorded first, so that only one call wins and an interrupted change is found.
 */
export async function completeReset(
  ports: CompleteResetPorts,
  rules: CompleteResetRules,
  request: {
    resetToken: ResetToken;
    newPassword: Password;
    idempotencyKey?: IdempotencyKey;
    origin: Origin;
    browser?: Browser;
  },
): Promise<CompleteResetOutcome> {
  const { clock, resets } = ports;
  const { name, proof } = splitToken(request.resetToken.reveal());
  const moment: Call = { at: clock.now(), origin: request.origin, browser: request.browser };

  const resetTokenDigest = digest(proof);
  const call = callDigest(request.idempotencyKey?.reveal(), proof);
  const applying = await resets.take<ResetRecord>(
    resetKey(name),
    applyPassword(
      moment,
      { resetTokenDigest, call },
      { maximumTries: MAXIMUM_TRIES, retention: rules.recordRetention },
    ),
  );
  if (applying.kind === 'refused') {
    const refused = refusal(applying.record, resetTokenDigest, moment, call);
    if (refused.kind === 'rejected') recordRefusal(ports.audit, 'complete_reset', moment, applying.record);
    return refused;
  }

  const { record } = applying;
  const { mailedTo = [] } = record;
  const reasons = passwordReasons(request.newPassword, rules.password, [
    ...contextWordsOf(record.account ?? record.userId, mailedTo),
    rules.productName,
  ]);
  if (reasons.length > 0) return reject(ports, moment, record, reasons);
  if (await isBreached(ports, moment, record, request.newPassword)) return reject(ports, moment, record, ['breached']);

  const outcome = await changePassword(ports.directory, {
    account: record.account ?? record.userId,
    password: request.newPassword,
    changeId: changeIdOf(record),
    accepts: await acceptedBy(ports.subjectKeys, record),
  });
  switch (outcome.kind) {
    case 'unsettled':
      ports.audit.record({
        event: 'password_outcome_unknown',
        at: clock.now().toISOString(),
        actor: 'system',
        ...requestFacts(record),
        origin: request.origin,
      });
      return outcome;
    case 'refused':
      return reject(ports, moment, record, outcome.reasons);
    case 'not-allowed':
      await resets.take(record.key, passwordNotChanged(moment, record, 'not-allowed'));
      return { kind: 'rejected' };
    case 'account-changed':
      await resets.take(record.key, refuseChangedAccount(moment, record));
      return { kind: 'rejected' };
    case 'changed':
      await resets.take(
        record.key,
        completePassword(moment, record, rules.recordRetention, ports.directory.endsSessions),
      );
      return { kind: 'completed' };
  }
}

/**
 * Whether an account is the one that the code was mailed to: its addresses and its mark are the same (R16). Without
 * the key of the digest no account is.
 */
async function acceptedBy(
  subjectKeys: Pick<Peppers, 'version'>,
  { subjectKey, accountDigest: mailed }: ResetRecord,
): Promise<(account: Account) => boolean> {
  const key = subjectKey === undefined ? undefined : await subjectKeys.version(subjectKey);
  return (account) => key !== undefined && mailed !== undefined && sameDigest(accountDigest(key, account), mailed);
}

/**
 * Fails open: an outage of an external service must not keep users from their accounts. The audit trail records it.
 */
async function isBreached(
  { audit, breached }: CompleteResetPorts,
  { at }: Moment,
  record: ResetRecord,
  password: Password,
): Promise<boolean> {
  if (breached === undefined) return false;
  const outcome = await breached.lookUp(password);
  if (outcome.kind === 'unavailable') {
    audit.record({
      event: 'breach_check_unavailable',
      at: at.toISOString(),
      actor: 'system',
      reason: outcome.reason,
      ...requestFacts(record),
    });
  }
  return outcome.kind === 'listed';
}

/** ID of one password change, so that the directory can later tell whether it took place. */
export const changeIdOf = (record: ResetRecord): string => `${keyDigest(record.key)}.${record.passwordTries}`;

async function reject(
  { resets }: CompleteResetPorts,
  moment: Moment,
  record: ResetRecord,
  reasons: readonly PasswordReason[],
): Promise<CompleteResetOutcome> {
  await resets.take(record.key, rejectPassword(moment, record, reasons));
  return { kind: 'password-rejected', reasons };
}

/**
 * Asks the directory to change the password. After an error it asks for the outcome: "changed" is believed at once,
 * "not changed" only once the call can no longer be in progress, which the redelivery waits for.
 */
async function changePassword(
  directory: UserDirectory,
  change: PasswordChange,
): Promise<PasswordChangeOutcome | { kind: 'unsettled' }> {
  try {
    return await directory.setPassword(change);
  } catch {
    const outcome = await directory.outcomeOf(change).catch(() => 'not-changed' as const);
    return outcome === 'changed' ? { kind: 'changed' } : { kind: 'unsettled' };
  }
}

function refusal(
  record: ResetRecord | undefined,
  tokenDigest: string,
  { at }: Moment,
  call: string | undefined,
): CompleteResetOutcome {
  // The answer to the same call was lost on its way (R33).
  if (record?.state === 'COMPLETED' && call !== undefined && record.ownerCall === call) return { kind: 'completed' };
  const interrupted =
    record?.state === 'APPLYING' &&
    record.resetTokenDigest !== undefined &&
    sameDigest(record.resetTokenDigest, tokenDigest) &&
    (record.applied?.at ?? 0) + APPLYING_TAKES < epochSeconds(at);
  return { kind: interrupted ? 'unsettled' : 'rejected' };
}

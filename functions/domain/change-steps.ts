import type { AuditEvent } from './audit-event.ts';
import { circumstancesOf, bySelf, bySystem, type Call, type Moment, epochSeconds } from './moment.ts';
import { OVERDUE_KEY, pendingKey, type ResetRecord } from './reset-record.ts';
import { KEPT, type ResetStep } from './reset-steps.ts';

/**
 * Records the start of a change before the directory is called, so that an interrupted change is found and settled.
 */
export const applyPassword = (
  moment: Call,
  { resetTokenDigest, call }: { resetTokenDigest: string; call?: string },
  rules: { maximumTries: number; retention: number },
): ResetStep => ({
  from: ['VERIFIED'],
  require: {
    after: { resetTokenExpiresAt: epochSeconds(moment.at) },
    equal: { resetTokenDigest },
    below: { passwordTries: rules.maximumTries },
  },
  increment: ['passwordTries'],
  set: {
    state: 'APPLYING',
    ...(call !== undefined && { ownerCall: call }),
    applied: circumstancesOf(moment.at, moment.origin, moment.browser),
    pending: pendingKey('change', moment.at),
    pendingAt: epochSeconds(moment.at),
    expiresAt: epochSeconds(moment.at) + rules.retention,
  },
  ...(call === undefined && { clear: ['ownerCall'] as const }),
  event: bySelf('password_applying', moment),
});

/** Conditions of a step that belongs to the try that was read, and to no later one. */
const duringTry = ({ passwordTries }: ResetRecord): Pick<ResetStep, 'from' | 'require'> => ({
  from: ['APPLYING'],
  require: { equal: { passwordTries } },
});

const backToVerified = (record: ResetRecord, event: AuditEvent): ResetStep => ({
  ...duringTry(record),
  set: { state: 'VERIFIED', expiresAt: record.createdAt + KEPT },
  clear: ['pending', 'pendingAt'],
  event,
});

/**
 * The redelivery found a change that the directory does not know of. From here on one clock measures whether it is
 * old enough to be final: docs/adr/0006-late-changes-by-one-clock.md.
 */
export const overdue = (moment: Moment, record: ResetRecord): ResetStep => ({
  ...duringTry(record),
  set: { pending: OVERDUE_KEY, pendingAt: epochSeconds(moment.at) },
  event: bySystem('password_overdue', moment),
});

/** The policy or the directory refused the new password; another may be tried while the token is valid. */
export const rejectPassword = (moment: Moment, record: ResetRecord, reasons: readonly string[]): ResetStep =>
  backToVerified(record, { ...bySelf('password_rejected', moment), reason: reasons.join(' ') });

/** The directory reports that it did not change the password. */
export const passwordNotChanged = (moment: Moment, record: ResetRecord, reason: string): ResetStep =>
  backToVerified(record, bySystem('password_not_changed', moment, reason));

/**
 * The directory changed the password. `pending` stays as it is: a new index key would cost two write units.
 *
 * @param retention seconds for which the record is kept
 * @param sessionsEnded whether the change ended every session opened before it
 */
export const completePassword = (
  moment: Moment,
  record: ResetRecord,
  retention: number,
  sessionsEnded: boolean,
): ResetStep => ({
  ...duringTry(record),
  set: { state: 'COMPLETED', expiresAt: epochSeconds(moment.at) + retention },
  clear: ['resetTokenDigest'],
  event: { ...bySelf('password_changed', moment), ...(sessionsEnded && { sessionsEnded }) },
});

/**
 * The account is no longer the one that the code was mailed to, so the request ends. The warning of the addresses
 * that got the code stays pending.
 */
export const refuseChangedAccount = (moment: Moment, record: ResetRecord): ResetStep => ({
  ...duringTry(record),
  set: { state: 'CANCELLED' },
  clear: ['resetTokenDigest'],
  event: bySystem('password_not_changed', moment, 'account-changed'),
});

const settling = ({ pending }: ResetRecord): Pick<ResetStep, 'require' | 'clear'> => ({
  require: { equal: { pending } },
  clear: ['pending', 'pendingAt', 'sentTo'],
});

/** Records that the notice of the change was sent, or `reason` if no address got it. */
export const notified = (moment: Moment, record: ResetRecord, reason?: string): ResetStep => ({
  ...settling(record),
  from: ['COMPLETED'],
  require: { equal: { pending: record.pending }, absent: ['reportedAt'] },
  event: bySystem('change_notified', moment, reason),
});

/** As {@link notified}, for a change that the owner has reported already: its refusal stays pending. */
export const notifiedOfReported = (moment: Moment, { pending }: ResetRecord, reason?: string): ResetStep => ({
  from: ['COMPLETED'],
  require: { equal: { pending }, absent: ['noticed'] },
  set: { noticed: true },
  clear: ['sentTo'],
  event: bySystem('change_notified', moment, reason),
});

/** Records that the directory refuses the new password, because the owner reported the change. */
export const passwordRevoked = (moment: Moment, record: ResetRecord): ResetStep => ({
  ...settling(record),
  from: ['COMPLETED'],
  event: bySystem('password_revoked', moment),
});

/** Records that the addresses which got the code were warned that it was refused. */
export const warned = (moment: Moment, record: ResetRecord, reason?: string): ResetStep => ({
  ...settling(record),
  from: ['CANCELLED'],
  event: bySystem('refusal_notified', moment, reason),
});

import type { AuditEvent } from './audit-event.ts';
import { circumstancesOf } from './circumstances.ts';
import { bySelf, bySystem, type Call, type Moment } from './moment.ts';
import { LATE, pendingKey } from './pending.ts';
import type { ResetRecord } from './reset-record.ts';
import type { ResetStep } from './reset-steps.ts';
import { epochSeconds } from './time.ts';

/** Recorded before the directory is asked to change, so that an interrupted change is found and settled. */
export const applyPassword = (
  moment: Call,
  resetTokenDigest: string,
  rules: { maximumTries: number; retention: number },
): ResetStep => ({
  from: ['VERIFIED'],
  require: {
    unexpiredAt: epochSeconds(moment.at),
    equal: { resetTokenDigest },
    below: { passwordTries: rules.maximumTries },
  },
  increment: 'passwordTries',
  set: {
    state: 'APPLYING',
    applied: circumstancesOf(moment.at, moment.origin, moment.browser),
    pending: pendingKey('change', moment.at),
    pendingAt: epochSeconds(moment.at),
    expiresAt: epochSeconds(moment.at) + rules.retention,
  },
  event: bySelf('password_applying', moment),
});

/** While the try that was read is being applied, and no later one. */
const duringTry = ({ passwordTries }: ResetRecord): Pick<ResetStep, 'from' | 'require'> => ({
  from: ['APPLYING'],
  require: { equal: { passwordTries } },
});

const backToVerified = (record: ResetRecord, event: AuditEvent): ResetStep => ({
  ...duringTry(record),
  set: { state: 'VERIFIED', expiresAt: record.resetTokenExpiresAt },
  clear: ['pending', 'pendingAt'],
  event,
});

/**
 * The redelivery met a change that its directory does not know of. Whether it is old enough for that to be final is measured from here
 * on, by one clock: docs/adr/0006-late-changes-by-one-clock.md.
 */
export const overdue = (moment: Moment, record: ResetRecord): ResetStep => ({
  ...duringTry(record),
  set: { pending: LATE, pendingAt: epochSeconds(moment.at) },
  event: bySystem('password_overdue', moment),
});

/** The policy or the directory refused the new password; another may be tried while the token lives. */
export const rejectPassword = (moment: Moment, record: ResetRecord, reasons: readonly string[]): ResetStep =>
  backToVerified(record, { ...bySelf('password_rejected', moment), reason: reasons.join(' ') });

/** The directory did not change the password, as it says itself. */
export const passwordNotChanged = (moment: Moment, record: ResetRecord, reason: string): ResetStep =>
  backToVerified(record, bySystem('password_not_changed', moment, reason));

/**
 * The directory changed the password. What is owed stays as it was set: a new key of the index would cost two write units.
 *
 * @param sessionsEnded whether the change ended every session of before
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

/** The person was told of the change at every registered address. */
export const notified = (moment: Moment, { pending }: ResetRecord, reason?: string): ResetStep => ({
  from: ['COMPLETED'],
  require: { equal: { pending } },
  clear: ['pending', 'pendingAt'],
  event: bySystem('change_notified', moment, reason),
});

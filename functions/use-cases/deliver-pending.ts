import { isMailPending, type RequestRecord, type ResetRecord, OVERDUE_KEY } from '../domain/reset-record.ts';
import type { DeliveryPorts } from './mail-to.ts';
import { mailOtp, type MailOtpRules } from './mail-otp.ts';
import { mailUserIds } from './mail-user-ids.ts';
import { tellFormerAddresses } from './tell-former-addresses.ts';
import { followChange, warnOfRefusal } from './notify-change.ts';
import { epochSeconds } from '../domain/moment.ts';
import { completePassword, overdue, passwordNotChanged } from '../domain/change-steps.ts';
import { changeIdOf } from './complete-reset.ts';

/**
 * Delivers what is pending for a record, as the stream shows it: a code, a list of user IDs, or what follows from a
 * change. A change in progress is left to the call that makes it, or to the redelivery if that call is interrupted.
 */
export async function deliverPending(ports: DeliveryPorts, rules: MailOtpRules, record: RequestRecord): Promise<void> {
  if (record.pending === undefined) return;
  if (record.kind === 'reminder') return mailUserIds(ports, rules, record);
  if (record.kind === 'notice') return tellFormerAddresses(ports, record);
  if (isMailPending(record)) return mailOtp(ports, rules, record);
  if (record.state === 'COMPLETED') return followChange(ports, rules, record);
  if (record.state === 'CANCELLED') return warnOfRefusal(ports, record);
}

/** Whether a write made something pending, or changed what is. */
export const becamePending = (record: RequestRecord, before: RequestRecord | undefined): boolean =>
  record.pending !== undefined && pendingOf(record) !== pendingOf(before);

const pendingOf = (record: RequestRecord | undefined): string =>
  [
    record?.pending,
    record?.pendingAt,
    record?.sentTo?.length,
    ...(record?.kind === 'reset' ? [record.state, isMailPending(record) && record.issue, record.reportedAt] : []),
  ].join(' ');

/** Seconds that the stream gets before the redelivery takes over; longer than any call to a directory can take. */
const GRACE = 60;

/** Rules of a redelivery. `recordRetention`: seconds for which a completed request is kept. */
export type RedeliveryRules = MailOtpRules & { readonly recordRetention: number };

/** Result of one run. */
export interface Redelivered {
  readonly settled: number;
  /** One error for each record that could not be settled in this run. */
  readonly errors: readonly unknown[];
}

/**
 * Settles records that have been pending for too long, for example after a stream outage. An error at one record does
 * not stop the others.
 */
export async function redeliverPending(ports: DeliveryPorts, rules: RedeliveryRules): Promise<Redelivered> {
  const before = epochSeconds(ports.clock.now()) - GRACE;
  const keys = await ports.resets.pending(before);
  const errors: unknown[] = [];
  for (const key of keys) {
    await redeliver(ports, rules, key, before).catch((error: unknown) => errors.push(error));
  }
  return { settled: keys.length - errors.length, errors };
}

async function redeliver(ports: DeliveryPorts, rules: RedeliveryRules, key: string, before: number): Promise<void> {
  const record = await ports.resets.read(key);
  // Another run may have settled it since the index was read.
  if (record?.pending === undefined || (record.pendingAt ?? 0) > before) return;
  if (record.kind === 'reset' && record.state === 'APPLYING') return settleChange(ports, rules, record);
  return deliverPending(ports, rules, record);
}

/**
 * Settles an interrupted change by asking the directory whether it took place. "Changed" is believed at once, "not
 * changed" only at the second run: the clock of the call that started the change may be minutes behind, so the change
 * may still be in progress.
 */
async function settleChange(
  { clock, resets, directory }: DeliveryPorts,
  rules: { readonly recordRetention: number },
  record: ResetRecord,
): Promise<void> {
  const moment = { at: clock.now() };
  const outcome = await directory.outcomeOf({
    account: record.account ?? record.userId,
    changeId: changeIdOf(record),
  });
  if (outcome === 'changed') {
    await resets.take(record.key, completePassword(moment, record, rules.recordRetention, directory.endsSessions));
    return;
  }
  const step =
    record.pending === OVERDUE_KEY ? passwordNotChanged(moment, record, 'interrupted') : overdue(moment, record);
  await resets.take(record.key, step);
}

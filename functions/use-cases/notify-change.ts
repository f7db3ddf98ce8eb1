import { type BudgetLimits, outstandingKeys } from '../domain/account-budget.ts';
import type { ResetRecord } from '../domain/reset-record.ts';
import { notified, notifiedOfReported, passwordRevoked, warned } from '../domain/change-steps.ts';
import { supersede, supersedeApplying } from '../domain/end-steps.ts';
import { fromEpochSeconds } from '../domain/moment.ts';
import { changeIdOf } from './complete-reset.ts';
import { endRequest, reportTokenFor } from './report-reset.ts';
import { type DeliveryPorts, mailTo } from './mail-to.ts';
import { recordProof } from './reserve-from-budget.ts';

/**
 * Follows up on a changed password: makes all other outstanding codes invalid, notifies all registered addresses and
 * those that the code was mailed to, and lets the directory refuse the password if the owner reported the change.
 */
export async function followChange(
  ports: DeliveryPorts,
  limits: Pick<BudgetLimits, 'attemptsPerCode'>,
  record: ResetRecord,
): Promise<void> {
  const { clock, resets, directory } = ports;
  if (record.noticed !== true) {
    const reason = await notifyChange(ports, limits, record);
    if (reason === PARTLY) return;
    const step = record.reportedAt === undefined ? notified : notifiedOfReported;
    await resets.take(record.key, step({ at: clock.now() }, record, reason));
  }
  if (record.reportedAt === undefined) return;
  await directory.refusePassword({ account: record.account ?? record.userId, changeId: changeIdOf(record) });
  await resets.take(record.key, passwordRevoked({ at: clock.now() }, record));
}

const PARTLY = Symbol('some addresses have no mail yet');

/** Returns the reason why nobody was told; undefined if somebody was. */
async function notifyChange(
  ports: DeliveryPorts,
  limits: Pick<BudgetLimits, 'attemptsPerCode'>,
  record: ResetRecord,
): Promise<string | undefined | typeof PARTLY> {
  const { clock, resets, budgets, directory, allowance, peppers } = ports;
  const userId = record.account ?? record.userId;
  const moment = { at: clock.now() };

  const stored = await budgets.read({ account: userId });
  const others = stored === undefined ? [] : outstandingKeys(stored.budget, record.key);
  const superseding = { cancelling: supersede(moment), revoking: supersedeApplying(moment) };
  await Promise.all(others.map((key) => endRequest(resets, key, superseding)));

  const account = await directory.findByUserId(userId);
  const changedAt = record.applied?.at ?? record.pendingAt ?? record.createdAt;
  // A directory that reports logins and changes has reported this change already.
  if (account !== undefined && account.provenAt === undefined) await recordProof(budgets, userId, changedAt, limits);
  const addresses = [...new Set([...(account?.addresses ?? []), ...(record.mailedTo ?? [])])];
  // Counted, never held back: an attacker must not hide a changed password by using up the daily mails.
  if (record.sentTo === undefined) await allowance.count(addresses.length);
  const message = {
    kind: 'password-changed',
    locale: account?.locale ?? record.locale,
    timeZone: record.zone,
    userId,
    reference: record.reference,
    changedAt: fromEpochSeconds(changedAt),
    applied: record.applied,
    reportToken: reportTokenFor(await peppers.current(), record.key),
  } as const;
  const delivery = await mailTo(ports, record, { addresses, message });
  if (delivery.kind === 'partly') return PARTLY;
  return delivery.accepted > 0 ? undefined : `not-told ${delivery.reason || 'no-address'}`;
}

/**
 * Warns the addresses that a code was mailed to that it was entered and refused, because the account had changed in
 * between (R16).
 */
export async function warnOfRefusal(ports: DeliveryPorts, record: ResetRecord): Promise<void> {
  const addresses = record.mailedTo ?? [];
  if (record.sentTo === undefined) await ports.allowance.count(addresses.length);
  const message = {
    kind: 'reset-refused',
    locale: record.locale,
    timeZone: record.zone,
    userId: record.account ?? record.userId,
    reference: record.reference,
    applied: record.applied,
  } as const;
  const delivery = await mailTo(ports, record, { addresses, message });
  if (delivery.kind === 'partly') return;
  const reason = delivery.accepted > 0 ? undefined : `not-told ${delivery.reason || 'no-address'}`;
  await ports.resets.take(record.key, warned({ at: ports.clock.now() }, record, reason));
}

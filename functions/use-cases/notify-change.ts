import { type BudgetLimits, outstandingKeys } from '../domain/account-budget.ts';
import type { ResetRecord } from '../domain/reset-record.ts';
import { notified } from '../domain/change-steps.ts';
import { supersede, supersedeApplying } from '../domain/reset-steps.ts';
import { fromEpochSeconds } from '../domain/moment.ts';
import { endRequest, reportTokenFor } from './report-reset.ts';
import { type DeliveryPorts, mailTo } from './mail-to.ts';
import { recordProof } from './reserve-from-budget.ts';

/**
 * Follows up on a changed password: makes all other outstanding codes invalid, and notifies all registered addresses.
 */
export async function notifyChange(
  ports: DeliveryPorts,
  limits: Pick<BudgetLimits, 'attemptsPerCode'>,
  record: ResetRecord,
): Promise<void> {
  const { clock, resets, budgets, directory, allowance, peppers } = ports;
  const userId = record.account ?? record.userId;
  const moment = { at: clock.now() };

  const stored = await budgets.read(userId);
  const others = stored === undefined ? [] : outstandingKeys(stored.budget, record.key);
  const superseding = { cancelling: supersede(moment), revoking: supersedeApplying(moment) };
  await Promise.all(others.map((key) => endRequest(resets, key, superseding)));

  const account = await directory.findByUserId(userId);
  const changedAt = record.applied?.at ?? record.pendingAt ?? record.createdAt;
  // A directory that reports logins and changes has reported this change already.
  if (account !== undefined && account.provenAt === undefined) await recordProof(budgets, userId, changedAt, limits);
  const addresses = account?.addresses ?? [];
  // Counted, never held back: an attacker must not hide a changed password by using up the daily mails.
  await allowance.count(addresses.length);
  const delivery = await mailTo(ports, record, addresses, {
    kind: 'password-changed',
    locale: record.locale,
    userId,
    reference: record.reference,
    changedAt: fromEpochSeconds(changedAt),
    applied: record.applied,
    reportToken: reportTokenFor(await peppers.current(), record.key),
  });
  const reason = delivery.accepted > 0 ? undefined : `not-told ${delivery.reason || 'no-address'}`;
  await resets.take(record.key, notified({ at: clock.now() }, record, reason));
}

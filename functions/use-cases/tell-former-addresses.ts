import { comparableAddress } from '../domain/account.ts';
import { epochSeconds, fromEpochSeconds } from '../domain/moment.ts';
import { settleNotice } from '../domain/notice-steps.ts';
import type { NoticeRecord } from '../domain/reset-record.ts';
import { type DeliveryPorts, mailTo } from './mail-to.ts';

/** Seconds after which an order that changed nothing counts as not carried out. */
const PATIENCE = 600;

/**
 * Tells the addresses that a user had before an administrator changed them. The order is recorded before the change:
 * while the directory still has the old addresses, the notice stays pending, and the redelivery looks again.
 */
export async function tellFormerAddresses(ports: DeliveryPorts, record: NoticeRecord): Promise<void> {
  const { allowance, clock, directory, resets } = ports;
  const moment = { at: clock.now() };
  const account = await directory.findByUserId(record.account);
  if (account !== undefined && sameAddresses(account.addresses, record.formerAddresses)) {
    if (record.createdAt + PATIENCE > epochSeconds(moment.at)) return;
    await resets.take(record.key, settleNotice(moment, 'not-carried-out'));
    return;
  }
  // Counted, never held back: nobody must hide the change by using up the daily mails.
  if (record.sentTo === undefined) await allowance.count(record.formerAddresses.length);
  const message = {
    kind: 'addresses-changed',
    locale: account?.locale,
    userId: record.account,
    changedAt: fromEpochSeconds(record.createdAt),
  } as const;
  const delivery = await mailTo(ports, record, { addresses: record.formerAddresses, message });
  if (delivery.kind === 'partly') return;
  const reason = delivery.accepted > 0 ? undefined : `not-told ${delivery.reason || 'no-address'}`;
  await resets.take(record.key, settleNotice(moment, reason));
}

function sameAddresses(one: readonly string[], other: readonly string[]): boolean {
  const sorted = (addresses: readonly string[]) => addresses.map(comparableAddress).toSorted().join(' ');
  return sorted(one) === sorted(other);
}

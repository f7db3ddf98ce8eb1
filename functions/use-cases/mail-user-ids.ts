import { comparableAddress, type Account } from '../domain/account.ts';
import type { BudgetLimits } from '../domain/account-budget.ts';
import type { ReminderRecord } from '../domain/reset-record.ts';
import { settleReminder } from '../domain/reminder-steps.ts';
import { epochSeconds } from '../domain/moment.ts';
import { type DeliveryPorts, type MailRules, mailTo, withinLimits } from './mail-to.ts';
import { reserveFromBudget } from './reserve-from-budget.ts';

export type MailUserIdsPorts = Omit<DeliveryPorts, 'peppers'>;

/** Mails the user IDs of an address to that address, in its registered form. */
export async function mailUserIds(
  ports: MailUserIdsPorts,
  limits: BudgetLimits & MailRules,
  record: ReminderRecord,
): Promise<void> {
  const now = epochSeconds(ports.clock.now());
  if (record.expiresAt <= now) return settle(ports, record, 'expired');

  const typed = comparableAddress(record.email);
  const accounts = (await ports.directory.findByAddress(record.email)).filter((account) => account.status === 'active');
  if (accounts.length === 0) return settle(ports, record, 'unknown-address');

  // A reminder grants no guesses, so it only counts against the address's hourly and daily mails.
  const reservation = await reserveFromBudget(ports, { address: typed }, { id: `${record.key}#1` }, now, {
    ...limits,
    attemptsPerCode: 0,
    resendCooldown: 0,
  });
  if (reservation.kind === 'refused') return settle(ports, record, reservation.reason);

  const lists = idsByStoredAddress(accounts, typed);
  const addresses = [...lists.keys()];
  const within = await withinLimits(ports, limits, addresses, { again: !reservation.first });
  if (within.kind === 'exceeded') return settle(ports, record, within.reason);
  const mailings = within.addresses.map(
    (address) =>
      ({
        addresses: [address],
        message: {
          kind: 'user-id-list',
          locale: record.locale,
          timeZone: record.zone,
          asked: record.asked,
          userIds: lists.get(address) ?? [],
        },
      }) as const,
  );
  const delivery = await mailTo(ports, record, ...mailings);
  if (delivery.kind === 'partly') return;
  await settle(ports, record, delivery.accepted === 0 ? `mail-rejected ${delivery.reason}` : undefined);
}

async function settle({ resets, clock }: MailUserIdsPorts, record: ReminderRecord, reason?: string): Promise<void> {
  await resets.take(record.key, settleReminder({ at: clock.now() }, reason));
}

/** Two accounts may have the address in different letter case: each form gets the list of its own accounts. */
function idsByStoredAddress(accounts: readonly Account[], typed: string): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const account of accounts) {
    for (const address of account.addresses.filter((stored) => comparableAddress(stored) === typed)) {
      lists.set(address, [...(lists.get(address) ?? []), account.userId]);
    }
  }
  return lists;
}

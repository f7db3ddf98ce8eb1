import { comparableAddress, type Account } from '../domain/account.ts';
import type { BudgetLimits } from '../domain/account-budget.ts';
import type { ReminderRecord } from '../domain/reset-record.ts';
import { settleReminder } from '../domain/reminder-steps.ts';
import { epochSeconds } from '../domain/moment.ts';
import type { BudgetStore, Clock, MailAllowance, ResetStore, UserDirectory } from '../ports.ts';
import { MAIL_CEILING, mailTo, type MailToPorts } from './mail-to.ts';
import { reserveFromBudget } from './reserve-from-budget.ts';

export interface MailUserIdsPorts extends MailToPorts {
  readonly clock: Clock;
  readonly resets: ResetStore;
  readonly budgets: BudgetStore;
  readonly directory: UserDirectory;
  readonly allowance: MailAllowance;
}

/** Mails the user IDs of an address to that address, in its registered form. */
export async function mailUserIds(
  ports: MailUserIdsPorts,
  limits: BudgetLimits,
  record: ReminderRecord,
): Promise<void> {
  const now = epochSeconds(ports.clock.now());
  if (record.expiresAt <= now) return settle(ports, record, 'expired');

  const typed = comparableAddress(record.email);
  const accounts = (await ports.directory.findByAddress(record.email)).filter((account) => account.status === 'active');
  if (accounts.length === 0) return settle(ports, record, 'unknown-address');

  // A reminder grants no guesses, so it only counts against the address's hourly and daily mails.
  const budgetOf = `address:${typed}`;
  const reservation = await reserveFromBudget(ports.budgets, budgetOf, `${record.key}#1`, now, {
    ...limits,
    attemptsPerCode: 0,
  });
  if (reservation.kind === 'refused') return settle(ports, record, reservation.reason);

  const lists = idsByStoredAddress(accounts, typed);
  if (!(await ports.allowance.take(lists.size))) return settle(ports, record, MAIL_CEILING);
  for (const [address, userIds] of lists) {
    const message = { kind: 'user-id-list', locale: record.locale, asked: record.asked, userIds } as const;
    const delivery = await mailTo(ports, record, [address], message);
    if (delivery.accepted === 0) return settle(ports, record, `mail-rejected ${delivery.reason}`);
  }
  await settle(ports, record);
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

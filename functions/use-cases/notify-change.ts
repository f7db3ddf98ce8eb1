import { outstandingKeys } from '../domain/account-budget.ts';
import type { ResetRecord } from '../domain/reset-record.ts';
import { notified, supersede } from '../domain/reset-steps.ts';
import { fromEpochSeconds } from '../domain/time.ts';
import type { BudgetStore, Clock, Mailer, Peppers, ResetStore, UserDirectory } from '../ports.ts';
import { mailTo } from './mail-to.ts';
import { reportTokenFor } from './report-reset.ts';

export interface NotifyChangePorts {
  readonly clock: Clock;
  readonly peppers: Peppers;
  readonly resets: ResetStore;
  readonly budgets: BudgetStore;
  readonly directory: UserDirectory;
  readonly mailer: Mailer;
}

/** What follows from a changed password: every other outstanding code dies, and every registered address is told. */
export async function notifyChange(ports: NotifyChangePorts, record: ResetRecord): Promise<void> {
  const { clock, resets, budgets, directory, mailer, peppers } = ports;
  const userId = record.account ?? record.userId;
  const moment = { at: clock.now() };

  const stored = await budgets.read(userId);
  const others = stored === undefined ? [] : outstandingKeys(stored.budget, record.key);
  await Promise.all(others.map((key) => resets.take<ResetRecord>(key, supersede(moment))));

  const account = await directory.findByUserId(userId);
  const delivery = await mailTo(mailer, account?.addresses ?? [], {
    kind: 'password-changed',
    locale: record.locale,
    userId,
    reference: record.reference,
    changedAt: fromEpochSeconds(record.owedSince ?? record.createdAt),
    reportToken: reportTokenFor(await peppers.current(), record.key),
  });
  const reason = delivery.accepted > 0 ? undefined : `not-told ${delivery.reason || 'no-address'}`;
  await resets.take(record.key, notified({ at: clock.now() }, reason));
}

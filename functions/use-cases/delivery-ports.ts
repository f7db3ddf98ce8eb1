import type { BudgetStore, Clock, MailAllowance, Mailer, Peppers, ResetStore, UserDirectory } from '../ports.ts';

/** What those need that deliver what a record owes. */
export interface DeliveryPorts {
  readonly clock: Clock;
  readonly peppers: Peppers;
  readonly resets: ResetStore;
  readonly budgets: BudgetStore;
  readonly directory: UserDirectory;
  readonly allowance: MailAllowance;
  readonly mailer: Mailer;
}

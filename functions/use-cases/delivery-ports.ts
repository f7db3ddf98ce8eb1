import type { BudgetStore, Clock, MailAllowance, Mailer, Peppers, ResetStore, UserDirectory } from '../ports.ts';

/** What those need that deliver what a record pending. */
export interface DeliveryPorts {
  readonly clock: Clock;
  readonly peppers: Peppers;
  /** Of the digests by which the audit trail names people. */
  readonly subjectKeys: Peppers;
  readonly resets: ResetStore;
  readonly budgets: BudgetStore;
  readonly directory: UserDirectory;
  readonly allowance: MailAllowance;
  readonly mailer: Mailer;
}

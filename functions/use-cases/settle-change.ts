import type { ResetRecord } from '../domain/reset-record.ts';
import { completePassword, passwordNotChanged } from '../domain/reset-steps.ts';
import type { Clock, ResetStore, UserDirectory } from '../ports.ts';
import { changeIdOf } from './complete-reset.ts';

export interface SettleChangePorts {
  readonly clock: Clock;
  readonly resets: ResetStore;
  readonly directory: UserDirectory;
}

/** Ends an interrupted change: the directory tells whether it took place. Call it only when the change is old enough. */
export async function settleChange(
  { clock, resets, directory }: SettleChangePorts,
  rules: { readonly recordRetention: number },
  record: ResetRecord,
): Promise<void> {
  const moment = { at: clock.now() };
  const outcome = await directory.outcomeOf({
    account: record.account ?? record.userId,
    changeId: changeIdOf(record),
  });
  const step =
    outcome === 'changed'
      ? completePassword(moment, record, rules.recordRetention, directory.endsSessions)
      : passwordNotChanged(moment, record, 'interrupted');
  await resets.take(record.key, step);
}

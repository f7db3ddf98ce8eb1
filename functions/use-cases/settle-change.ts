import { OVERDUE_KEY } from '../domain/pending.ts';
import type { ResetRecord } from '../domain/reset-record.ts';
import { completePassword, overdue, passwordNotChanged } from '../domain/change-steps.ts';
import type { Clock, ResetStore, UserDirectory } from '../ports.ts';
import { changeIdOf } from './complete-reset.ts';

export interface SettleChangePorts {
  readonly clock: Clock;
  readonly resets: ResetStore;
  readonly directory: UserDirectory;
}

/**
 * Ends an interrupted change: the directory tells whether it took place. "Changed" is believed at once, "not changed" when the change was
 * met before: the clock of the call that began it may be minutes behind, and its change still on its way.
 */
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
  if (outcome === 'changed') {
    await resets.take(record.key, completePassword(moment, record, rules.recordRetention, directory.endsSessions));
    return;
  }
  const step =
    record.pending === OVERDUE_KEY ? passwordNotChanged(moment, record, 'interrupted') : overdue(moment, record);
  await resets.take(record.key, step);
}

import { administrationOrder, changedSettings, type SettingsPrints } from '../domain/administration.ts';
import { digest } from '../domain/digest.ts';
import type { Clock, OrderStore } from '../ports.ts';

/** Deployment with the settings before and after it. */
export interface Deployment {
  /** ID of the deployment's change. CloudFormation may send it more than once. */
  readonly changeId: string;
  /** ARN of the stack. CloudTrail has the person who deployed it. */
  readonly by: string;
  /** Absent in the first deployment. */
  readonly before?: SettingsPrints;
  readonly after: SettingsPrints;
}

/**
 * Records the settings that a deployment changes, before the deployment ends. One that changes no setting leaves no
 * record.
 */
export async function recordSettings(
  { clock, orders }: { readonly clock: Clock; readonly orders: OrderStore },
  { changeId, by, before, after }: Deployment,
): Promise<void> {
  const changed = before === undefined ? ['first-deployment'] : changedSettings(before, after);
  if (changed.length === 0) return;
  const id = digest(changeId);
  await orders.record(administrationOrder('settings_changed', { at: clock.now(), by, reason: changed.join(' '), id }));
}

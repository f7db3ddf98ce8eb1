import { administrationOrder, changedSettings, type SettingsPrints } from '../domain/administration.ts';
import { digest } from '../domain/digest.ts';
import type { Clock, OrderStore } from '../ports.ts';

export interface Deployment {
  /** Names the deployment's change; CloudFormation may tell of it more than once. */
  readonly changeId: string;
  /** The ARN of the stack: who deployed it stands in CloudTrail under this name. */
  readonly by: string;
  /** Absent in the first deployment. */
  readonly before?: SettingsPrints;
  readonly after: SettingsPrints;
}

/** Puts on record which settings a deployment changes, before it is over; no deployment that changes none leaves a record. */
export async function recordSettings(
  { clock, orders }: { readonly clock: Clock; readonly orders: OrderStore },
  { changeId, by, before, after }: Deployment,
): Promise<void> {
  const changed = before === undefined ? ['first-deployment'] : changedSettings(before, after);
  if (changed.length === 0) return;
  const id = digest(changeId);
  await orders.record(administrationOrder('settings_changed', { at: clock.now(), by, reason: changed.join(' '), id }));
}

import { epochSeconds } from '../domain/time.ts';
import { deliverPending } from './deliver-pending.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import type { MailOtpRules } from './mail-otp.ts';
import { settleChange } from './settle-change.ts';

/** Seconds that the stream gets before the redelivery takes over; longer than any call to a directory can be on its way. */
const GRACE = 60;

export type RedeliveryRules = MailOtpRules & { readonly recordRetention: number };

export interface Redelivered {
  readonly settled: number;
  /** One for each record that could not be settled this time. */
  readonly errors: readonly unknown[];
}

/** Settles what has been owed for too long, should the stream have failed. One record's error does not stop the others. */
export async function redeliverPending(ports: DeliveryPorts, rules: RedeliveryRules): Promise<Redelivered> {
  const before = epochSeconds(ports.clock.now()) - GRACE;
  const keys = await ports.resets.pending(before);
  const errors: unknown[] = [];
  for (const key of keys) {
    await redeliver(ports, rules, key, before).catch((error: unknown) => errors.push(error));
  }
  return { settled: keys.length - errors.length, errors };
}

async function redeliver(ports: DeliveryPorts, rules: RedeliveryRules, key: string, before: number): Promise<void> {
  const record = await ports.resets.read(key);
  // Another run may have been here since the index was asked.
  if (record?.pending === undefined || (record.pendingAt ?? 0) > before) return;
  if (record.kind === 'reset' && record.state === 'APPLYING') return settleChange(ports, rules, record);
  return deliverPending(ports, rules, record);
}

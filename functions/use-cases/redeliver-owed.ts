import { epochSeconds } from '../domain/time.ts';
import { deliverOwed } from './deliver-owed.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import type { MailOtpRules } from './mail-otp.ts';
import { settleChange } from './settle-change.ts';

/** Seconds that the stream gets before the redelivery takes over; longer than any call to a directory can be on its way. */
const GRACE = 60;

export type RedeliveryRules = MailOtpRules & { readonly recordRetention: number };

export interface Redelivered {
  readonly settled: number;
  /** One for each record that could not be settled this time. */
  readonly faults: readonly unknown[];
}

/** Settles what has been owed for too long, should the stream have failed. One record's fault does not stop the others. */
export async function redeliverOwed(ports: DeliveryPorts, rules: RedeliveryRules): Promise<Redelivered> {
  const before = epochSeconds(ports.clock.now()) - GRACE;
  const keys = await ports.resets.owed(before);
  const faults: unknown[] = [];
  for (const key of keys) {
    await redeliver(ports, rules, key, before).catch((fault: unknown) => faults.push(fault));
  }
  return { settled: keys.length - faults.length, faults };
}

async function redeliver(ports: DeliveryPorts, rules: RedeliveryRules, key: string, before: number): Promise<void> {
  const record = await ports.resets.read(key);
  // Another run may have been here since the index was asked.
  if (record?.owes === undefined || (record.owedSince ?? 0) > before) return;
  if (record.kind === 'reset' && record.state === 'APPLYING') return settleChange(ports, rules, record);
  return deliverOwed(ports, rules, record);
}

import type { RequestRecord } from '../domain/reset-record.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { mailOtp, type MailOtpRules } from './mail-otp.ts';
import { mailUserIds } from './mail-user-ids.ts';
import { notifyChange } from './notify-change.ts';

/**
 * Does what a record pending as its stream shows it: a code, a list of user IDs, or the notice of a change. A change that is
 * being applied pending its outcome to nobody yet; the redelivery asks for it when it is late.
 */
export async function deliverPending(ports: DeliveryPorts, rules: MailOtpRules, record: RequestRecord): Promise<void> {
  if (record.pending === undefined) return;
  if (record.kind === 'reminder') return mailUserIds(ports, rules, record);
  if (record.state === 'APPLYING') return;
  if (record.state === 'COMPLETED') return notifyChange(ports, rules, record);
  return mailOtp(ports, rules, record);
}

import { directory } from '../../runtime/capabilities/directory.ts';
import { resets } from '../../runtime/capabilities/resets.ts';
import type { Declared } from '../../runtime/environment.ts';
import { delivery, deliveryRules } from './delivery.ts';

/** Sends the mails that the table's stream asks for. */
export const mailConsumer = {
  id: 'mail-consumer',
  capabilities: { ...delivery, directory: directory.deliver, resets: resets.deliver },
  rules: deliveryRules,
} as const satisfies Declared;

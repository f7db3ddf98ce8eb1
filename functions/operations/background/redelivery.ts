import { directory } from '../../runtime/capabilities/directory.ts';
import { resets } from '../../runtime/capabilities/resets.ts';
import type { Declared } from '../../runtime/environment.ts';
import { delivery, deliveryRules } from './delivery.ts';

/** Sends, every minute, the mails that the stream did not bring. */
export const redelivery = {
  id: 'redelivery',
  capabilities: { ...delivery, directory: directory.deliver, resets: resets.redeliver },
  rules: [...deliveryRules, 'recordRetention'],
} as const satisfies Declared;

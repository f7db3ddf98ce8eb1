import { resets } from '../../runtime/capabilities/resets.ts';
import type { Declared } from '../../runtime/environment.ts';

/** Records what became of each mail. */
export const mailEvents = {
  id: 'mail-events',
  capabilities: { resets: resets.note },
  rules: ['account', 'region', 'configurationSet'],
} as const satisfies Declared;

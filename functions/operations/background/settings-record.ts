import { answer } from '../../runtime/capabilities/cloudformation.ts';
import { orders } from '../../runtime/capabilities/resets.ts';
import type { Declared } from '../../runtime/environment.ts';

/** Records which settings a deployment changes. */
export const settingsRecord = {
  id: 'settings-record',
  capabilities: { answer, orders },
  rules: [],
} as const satisfies Declared;

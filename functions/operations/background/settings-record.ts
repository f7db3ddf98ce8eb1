import { answer } from '../../runtime/capabilities/cloudformation.ts';
import { deployed, orders } from '../../runtime/capabilities/resets.ts';
import type { Declared } from '../../runtime/environment.ts';

/** Records which settings a deployment changes, and the settings that the commands of operations go by. */
export const settingsRecord = {
  id: 'settings-record',
  capabilities: { answer, deployed, orders },
  rules: [],
} as const satisfies Declared;

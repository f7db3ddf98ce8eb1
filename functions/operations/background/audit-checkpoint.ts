import { auditLogs } from '../../runtime/capabilities/audit-logs.ts';
import { checkpoints } from '../../runtime/capabilities/resets.ts';
import type { Declared } from '../../runtime/environment.ts';

/** Lists, every hour, the events that the logs received, so that a line that is removed or added later is found. */
export const auditCheckpoint = {
  id: 'audit-checkpoint',
  capabilities: { auditLogs, checkpoints },
  rules: ['checkpointPeriod'],
} as const satisfies Declared;

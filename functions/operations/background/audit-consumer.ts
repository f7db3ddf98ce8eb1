import { build, trail } from '../../runtime/capabilities/audit.ts';
import { macKeys } from '../../runtime/capabilities/keys.ts';
import type { Declared } from '../../runtime/environment.ts';

/** Publishes the audit event of each write. */
export const auditConsumer = {
  id: 'audit-consumer',
  capabilities: { build, macKeys, trail },
  rules: [],
} as const satisfies Declared;

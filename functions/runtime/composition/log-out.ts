import { DynamoDbSessionStore } from '../../adapters/directories/built-in/session-store.ts';
import { base } from './base.ts';
import { clock, documents } from './clients.ts';
import { audited } from './guards.ts';

export function composeLogOut() {
  const { environment, ...parts } = base('log-out');
  const { audit, subjectKeys: keys } = audited(environment);
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    subjectKeys: keys,
    ports: { audit, clock, sessions: new DynamoDbSessionStore(documents(), environment.SESSIONS_TABLE) },
  };
}

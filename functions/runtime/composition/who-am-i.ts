import { DynamoDbCredentialCheck } from '../../adapters/directories/built-in/credential-check.ts';
import { DynamoDbSessionStore } from '../../adapters/directories/built-in/session-store.ts';
import { base } from './base.ts';
import { clock, documents } from './clients.ts';

export function composeWhoAmI() {
  const { environment, ...parts } = base('who-am-i');
  const client = documents();
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    ports: {
      clock,
      credentials: new DynamoDbCredentialCheck(client, environment.USERS_TABLE, clock),
      sessions: new DynamoDbSessionStore(client, environment.SESSIONS_TABLE),
    },
  };
}

import { DynamoDbCredentialCheck } from '../../adapters/directories/built-in/credential-check.ts';
import { DynamoDbSessionStore } from '../../adapters/directories/built-in/session-store.ts';
import { DynamoDbSourceLimiter } from '../../adapters/dynamodb/source-limiter.ts';
import { availableAlgorithm } from '../../domain/password-hash.ts';
import { base } from './base.ts';
import { clock } from './clients.ts';
import { checked } from './guards.ts';

export function composeLogIn() {
  const { environment, ...parts } = base('log-in');
  const { client, audit, guards } = checked(environment);
  return {
    ...parts,
    ...guards,
    ports: {
      audit,
      clock,
      limiter: new DynamoDbSourceLimiter(client, environment.RESET_TABLE, clock),
      subjectKeys: guards.subjectKeys,
      credentials: new DynamoDbCredentialCheck(
        client,
        environment.USERS_TABLE,
        clock,
        availableAlgorithm(environment.PASSWORD_HASH),
      ),
      sessions: new DynamoDbSessionStore(client, environment.SESSIONS_TABLE),
    },
    rules: {
      loginsPerSourcePerHour: environment.LOGINS_PER_SOURCE_PER_HOUR,
      sessionLifetime: environment.SESSION_LIFETIME_SECONDS,
    },
  };
}

import { DynamoDbSourceLimiter } from '../../adapters/dynamodb/source-limiter.ts';
import { resetStore } from './audit.ts';
import { base } from './base.ts';
import { clock } from './clients.ts';
import { checked } from './guards.ts';

export function composeRemindUserId() {
  const { environment, ...parts } = base('remind-user-id');
  const { client, audit, guards } = checked(environment);
  return {
    ...parts,
    ...guards,
    ports: {
      audit,
      clock,
      limiter: new DynamoDbSourceLimiter(client, environment.RESET_TABLE, clock),
      resets: resetStore(environment, client),
      subjectKeys: guards.subjectKeys,
    },
    rules: { startsPerSourcePerHour: environment.STARTS_PER_SOURCE_PER_HOUR },
  };
}

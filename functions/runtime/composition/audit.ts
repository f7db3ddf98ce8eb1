import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbResetStore } from '../../adapters/dynamodb/reset-store.ts';
import { JsonLinesAuditTrail, DirectAuditLog } from '../../adapters/json-lines-audit-trail.ts';
import { SecretsManagerPeppers } from '../../adapters/secrets/key-versions.ts';
import type { EnvironmentOf } from '../environment.ts';
import { build } from './build.ts';
import { clock } from './clients.ts';

type ToldEnvironment = Pick<EnvironmentOf<'log-out'>, 'AUDIT_POLICY' | 'AUDIT_DIRECTORY'>;

/** What events say of the rules in force. */
const context = (environment: ToldEnvironment) => ({
  policy: environment.AUDIT_POLICY,
  directory: environment.AUDIT_DIRECTORY,
});

/** Where a function tells what no write goes with: its own log. */
export const auditLog = (environment: ToldEnvironment) =>
  new DirectAuditLog(new JsonLinesAuditTrail(), context(environment), build);

/** The keys of the digests that name people and sources. */
export const subjectKeys = (
  environment: Pick<EnvironmentOf<'log-out'>, 'AUDIT_SUBJECT_SECRET_ARN'>,
  secrets: SecretsManagerClient,
) => new SecretsManagerPeppers(secrets, environment.AUDIT_SUBJECT_SECRET_ARN, clock, 'audit-subject');

/** Requests, whose steps carry their audit events. */
export const resetStore = (
  environment: ToldEnvironment & Pick<EnvironmentOf<'mail-events'>, 'RESET_TABLE'>,
  client: DynamoDBDocumentClient,
) => new DynamoDbResetStore(client, environment.RESET_TABLE, context(environment));

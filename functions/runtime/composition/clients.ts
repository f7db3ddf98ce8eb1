import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../ports.ts';

export const clock: Clock = { now: () => new Date() };

/** Milliseconds. A person waits: a call that takes longer is tried again, three times in all (R22). */
export const AWS_CALLS = {
  maxAttempts: 3,
  // Without the last of them the SDK only warns, and waits on.
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
};

export const documents = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(AWS_CALLS), { marshallOptions: { removeUndefinedValues: true } });

export const secretsManager = (): SecretsManagerClient => new SecretsManagerClient(AWS_CALLS);

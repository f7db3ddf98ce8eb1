import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { FunctionName } from '../../../functions/operations/index.ts';
import { REGION } from '../../../local/account.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { roleSession } from './emulated.ts';
import { STAGE } from './stage.ts';

/** R23, asked of IAM itself: calls signed with the session that a function's own process has. */

const deployment = new Deployment();
const { dynamodb: endpoint } = deployment.endpoints;
const table = (name: string) => `password-reset-${STAGE}-${name}`;

/** Everybody who is asked about has to have run: a function's session begins with its first process. */
beforeAll(async () => {
  const from = ownSource();
  const [userId, password] = ['user-0102', 'four bicycles beside the windmill'];
  const token = await deployment.verifiedToken(userId, `${userId}@example.com`, { from });
  expecting(200, await deployment.complete(token, password, { from }));
  const session = expecting(201, await deployment.logIn(userId, password, { from }));
  expecting(200, await deployment.whoAmI(session.json['sessionToken']));
});

async function configOf(name: FunctionName) {
  return { endpoint, region: REGION, credentials: await roleSession(endpoint, `password-reset-${STAGE}-${name}`) };
}

/** The name of the error that a call ends with. */
async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

/** A write whose condition cannot hold: it changes nothing, and IAM has spoken before. */
async function write(name: FunctionName, tableName: string, Key: Record<string, string>): Promise<string> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(await configOf(name)));
  const command = new UpdateCommand({
    TableName: table(tableName),
    Key,
    UpdateExpression: 'SET probe = :one',
    ConditionExpression: 'probe = :two',
    ExpressionAttributeValues: { ':one': 1, ':two': 2 },
  });
  return refusal(client.send(command));
}

test.each<[FunctionName, string, Record<string, string>]>([
  ['start-reset', 'resets', { key: 'LIMIT#probe' }],
  ['verify-otp', 'resets', { key: 'RESET#probe' }],
  ['complete-reset', 'users', { pk: 'USER#probe', sk: 'USER' }],
  ['mail-consumer', 'resets', { key: 'RESET#probe' }],
])('%s may write to %s: %j', async (name, tableName, key) => {
  expect(await write(name, tableName, key)).toBe('ConditionalCheckFailedException');
});

test.each<[FunctionName, string, Record<string, string>]>([
  ['start-reset', 'resets', { key: 'RESET#probe' }],
  ['start-reset', 'resets', { key: 'BUDGET#probe' }],
  ['start-reset', 'users', { pk: 'USER#probe', sk: 'USER' }],
  ['verify-otp', 'users', { pk: 'USER#probe', sk: 'USER' }],
  ['verify-otp', 'resets', { key: 'BUDGET#probe' }],
  ['complete-reset', 'users', { pk: 'ADDRESS#probe', sk: 'USER#probe' }],
  ['complete-reset', 'sessions', { key: 'probe' }],
  // It may mark a user's password as refused. The emulator does not know `dynamodb:Attributes`, which keeps it from
  // writing anything else: test/infra/permissions.test.ts.
  ['mail-consumer', 'users', { pk: 'ADDRESS#probe', sk: 'USER#probe' }],
  ['who-am-i', 'users', { pk: 'USER#probe', sk: 'USER' }],
])('%s may not write to %s: %j', async (name, tableName, key) => {
  expect(await write(name, tableName, key)).toBe('AccessDeniedException');
});

test('start-reset may not read the users: the request path never touches the directory', async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(await configOf('start-reset')));
  const command = new GetCommand({ TableName: table('users'), Key: { pk: 'USER#alice', sk: 'USER' } });
  expect(await refusal(client.send(command))).toBe('AccessDeniedException');
});

test.each<[FunctionName, string, string]>([
  ['start-reset', 'pepper', 'none'],
  ['who-am-i', 'pepper', 'AccessDeniedException'],
  ['mail-consumer', 'captcha', 'AccessDeniedException'],
])('%s and the secret %s: %s', async (name, secret, outcome) => {
  const client = new SecretsManagerClient(await configOf(name));
  const command = new GetSecretValueCommand({ SecretId: `password-reset/${STAGE}/${secret}` });
  expect(await refusal(client.send(command))).toBe(outcome);
});

test.each<[FunctionName, string]>([
  ['mail-consumer', 'someone-else@example.com'],
  ['start-reset', 'no-reply@example.com'],
])('%s may not send mail from %s', async (name, sender) => {
  const client = new SESClient(await configOf(name));
  const message = ['To: nobody@example.com', `From: ${sender}`, 'Subject: probe', '', 'probe'].join('\r\n');
  const command = new SendRawEmailCommand({
    Source: sender,
    Destinations: ['nobody@example.com'],
    RawMessage: { Data: Buffer.from(message) },
  });
  expect(await refusal(client.send(command))).toBe('AccessDenied');
});

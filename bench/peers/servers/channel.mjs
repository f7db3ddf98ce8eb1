import { AwsClient } from 'aws4fetch';

/** Messages of a peer's server to the bench that started it, and the services that both use. */

/** Services that the bench shares with a peer: URLs of DynamoDB and SES, or neither. */
export const { BENCH_DYNAMODB: dynamodb, BENCH_SES: ses } = process.env;

const aws = new AwsClient({ accessKeyId: 'local', secretAccessKey: 'local', region: 'us-east-1' });

/** Sends a mail by SES, or hands it to the bench where the peer has no SES. */
export async function mail(address, code) {
  if (ses === undefined) return void process.send({ mail: { address, code } });
  // The bench tells the mails of the contenders apart by the folder.
  const message = `From: peer@example.com\r\nTo: ${address}\r\nSubject: Your code\r\n\r\n${process.cwd()}\r\n${code}\r\n`;
  const body = new URLSearchParams({
    Action: 'SendRawEmail',
    Source: 'peer@example.com',
    'Destinations.member.1': address,
    'RawMessage.Data': Buffer.from(message).toString('base64'),
  });
  const answer = await aws.fetch(ses, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: body.toString(),
    aws: { service: 'ses' },
  });
  if (!answer.ok) throw new Error(`SES answers ${answer.status}: ${await answer.text()}`);
}

/** Makes a table with the keys `pk` and `sk`. */
export async function makeTable(TableName) {
  const key = (AttributeName, KeyType) => ({ AttributeName, KeyType });
  const text = (AttributeName) => ({ AttributeName, AttributeType: 'S' });
  const answer = await aws.fetch(dynamodb, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.CreateTable' },
    body: JSON.stringify({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
      AttributeDefinitions: [text('pk'), text('sk')],
    }),
    aws: { service: 'dynamodb' },
  });
  if (!answer.ok) throw new Error(`DynamoDB answers ${answer.status}: ${await answer.text()}`);
}

/** @param about the parameters of the hash */
export const ready = (port, about = {}) => process.send({ ready: { port, ...about } });

/** Answers a question of the bench. */
export const answering = (question, answer) =>
  process.on('message', (asked) => asked === question && process.send({ answer: answer() }));

/** Addresses of the known users. */
export const users = () => JSON.parse(process.env.BENCH_USERS);

// The bench has ended.
process.on('disconnect', () => process.exit(0));

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { AwsStacks } from '../../../cli/doctor/aws/stacks.ts';

const TABLE = 'password-reset-prod-users';

const member = (
  id: string,
  status: string,
) => `<member><StackName>Identity</StackName><LogicalResourceId>L</LogicalResourceId>
<PhysicalResourceId>${id}</PhysicalResourceId><ResourceType>T</ResourceType><ResourceStatus>${status}</ResourceStatus></member>`;

const answerWith = (...members: string[]) => ({
  status: 200,
  body: `<DescribeStackResourcesResponse><DescribeStackResourcesResult><StackResources>${members.join('')}
</StackResources></DescribeStackResourcesResult></DescribeStackResourcesResponse>`,
});

const refusal = (code: string, message: string, status: number) => ({
  status,
  body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

/** Asks for the stack of a table where CloudFormation answers like this. Returns the answer and what was asked. */
async function owner({ status, body }: ReturnType<typeof answerWith>) {
  let asked = '';
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (chunk: string) => (asked += chunk));
    request.on('end', () => response.writeHead(status, { 'content-type': 'text/xml' }).end(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new CloudFormationClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials,
    maxAttempts: 1,
  });
  try {
    return { found: await new AwsStacks(client).ownerOf(TABLE), asked: new URLSearchParams(asked) };
  } finally {
    client.destroy();
    server.close();
  }
}

test('asks by the physical ID and returns the stack', async () => {
  const { found, asked } = await owner(
    answerWith(member('other', 'CREATE_COMPLETE'), member(TABLE, 'UPDATE_COMPLETE')),
  );
  expect(found).toBe('Identity');
  expect([asked.get('Action'), asked.get('PhysicalResourceId')]).toEqual(['DescribeStackResources', TABLE]);
  expect(asked.has('StackName')).toBe(false);
});

test('a stack with so many resources that this one is not among the first is its stack', async () => {
  expect((await owner(answerWith(member('other', 'CREATE_COMPLETE')))).found).toBe('Identity');
});

test('a resource that its stack left behind is in no stack', async () => {
  expect((await owner(answerWith(member(TABLE, 'DELETE_SKIPPED')))).found).toBeUndefined();
});

test('a resource that no stack knows is in no stack', async () => {
  const answer = refusal('ValidationError', `Stack for ${TABLE} does not exist`, 400);
  expect((await owner(answer)).found).toBeUndefined();
});

test('a missing right is no answer', async () => {
  await expect(owner(refusal('AccessDenied', 'not authorized', 403))).rejects.toThrow('not authorized');
});

import { lossesOf, type Resource, type Resources, statefulIn } from '../../release/stateful.ts';

const table: Resource = {
  Type: 'AWS::DynamoDB::Table',
  DeletionPolicy: 'RetainExceptOnCreate',
  UpdateReplacePolicy: 'Retain',
  Properties: {
    TableName: 'users',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
};
const secret: Resource = {
  Type: 'AWS::SecretsManager::Secret',
  Properties: { GenerateSecretString: { PasswordLength: 64 }, Description: 'Pepper' },
};
const queue: Resource = { Type: 'AWS::SQS::Queue' };
const fn: Resource = { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'log-in' } };

const RELEASED: Resources = { Users: table, Pepper: secret, Failures: queue, LogIn: fn };

/** What is lost by an upgrade to the released resources with a change. */
const lostBy = (change: Readonly<Record<string, Resource | undefined>>): string[] => {
  const present = Object.entries({ ...RELEASED, ...change }).filter(([, resource]) => resource !== undefined);
  return lossesOf(
    statefulIn({ Resources: RELEASED }),
    statefulIn({ Resources: Object.fromEntries(present) as Resources }),
  ).map(({ what }) => what);
};

const withProperties = (resource: Resource, Properties: Record<string, unknown>): Resource => ({
  ...resource,
  Properties: { ...resource.Properties, ...Properties },
});

test('the record has what holds something, and of it only what must not change', () => {
  expect(statefulIn({ Resources: RELEASED })).toEqual({
    Failures: queue,
    Pepper: { ...secret, Properties: { GenerateSecretString: { PasswordLength: 64 } } },
    Users: withProperties(
      { ...table, Properties: {} },
      { TableName: 'users', KeySchema: table.Properties?.['KeySchema'] },
    ),
  });
});

test.each<[string, Record<string, Resource | undefined>]>([
  ['nothing', {}],
  ['a function', { LogIn: undefined }],
  ['a property that changes in place', { Users: withProperties(table, { BillingMode: 'PROVISIONED' }) }],
  ['another text', { Pepper: withProperties(secret, { Description: 'The pepper' }) }],
  ['a way to keep it that is as good', { Users: { ...table, DeletionPolicy: 'Retain' } }],
  ['more tables', { Sessions: table }],
])('a change of %s loses nothing', (_, change) => {
  expect(lostBy(change)).toEqual([]);
});

test.each<[string, Record<string, Resource | undefined>, string]>([
  [
    'another logical ID',
    { Users: undefined, Accounts: table },
    'AWS::DynamoDB::Table users: is no longer in the template under the logical ID Users',
  ],
  ['another type', { Failures: { Type: 'AWS::SNS::Topic' } }, 'AWS::SQS::Queue Failures: is no longer in the template'],
  [
    'another name',
    { Users: withProperties(table, { TableName: 'accounts' }) },
    'AWS::DynamoDB::Table users: TableName changes from "users" to "accounts", which makes another one',
  ],
  [
    'a name where there was none',
    { Failures: withProperties(queue, { QueueName: 'failures' }) },
    'changes from nothing to',
  ],
  ['another key', { Users: withProperties(table, { KeySchema: [] }) }, 'KeySchema changes from [{"AttributeName":"pk"'],
  [
    'another rule for a secret that is generated',
    { Pepper: withProperties(secret, { GenerateSecretString: { PasswordLength: 32 } }) },
    'AWS::SecretsManager::Secret Pepper: GenerateSecretString changes from {"PasswordLength":64} to {"PasswordLength":32}',
  ],
  ['no protection', { Users: { ...table, DeletionPolicy: 'Delete' } }, 'DeletionPolicy no longer keeps it'],
])('%s is a loss, and named', (_, change, what) => {
  expect(lostBy(change)).toEqual([expect.stringContaining(what)]);
});

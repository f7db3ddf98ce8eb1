import type { FunctionName } from '../../functions/operations/index.ts';
import { auditLogGroups } from '../../lib/stage-names.ts';
import { expectedRights, names } from './expected-rights.ts';
import {
  functionsOf,
  listed,
  only,
  type PolicyProperties,
  resources,
  statementsOf,
  synthesized,
} from './synthesized.ts';

const template = synthesized('dev');

const logicalIdOf = (type: string, property: string, ending: string) =>
  only(
    resources<Record<string, unknown>>(template, type).filter(([, { Properties }]) =>
      String(Properties[property]).endsWith(ending),
    ),
  )[0];

const shortNames = new Map([
  [logicalIdOf('AWS::DynamoDB::Table', 'TableName', '-resets'), 'resets'],
  [logicalIdOf('AWS::DynamoDB::Table', 'TableName', '-users'), 'users'],
  [logicalIdOf('AWS::DynamoDB::Table', 'TableName', '-sessions'), 'sessions'],
  [logicalIdOf('AWS::SecretsManager::Secret', 'Name', '/pepper'), 'pepper'],
  [logicalIdOf('AWS::SecretsManager::Secret', 'Name', '/captcha'), 'captcha'],
  [logicalIdOf('AWS::SecretsManager::Secret', 'Name', '/audit/subject'), 'audit-subject'],
  [logicalIdOf('AWS::SecretsManager::Secret', 'Name', '/audit/mac'), 'audit-mac'],
  [logicalIdOf('AWS::SecretsManager::Secret', 'Name', '/origin'), 'origin'],
  [only(Object.keys(template.findResources('AWS::SES::ConfigurationSet'))), 'configuration-set'],
]);
for (const [logicalId] of resources(template, 'AWS::SQS::Queue')) shortNames.set(logicalId, 'failures');
for (const [logicalId] of resources(template, 'AWS::Logs::LogGroup')) shortNames.set(logicalId, logicalId);

/** An ARN of the template as `users`, `resets/index/pending` or `resets stream`. */
function target(arn: unknown): string {
  const text = JSON.stringify(arn);
  const [logicalId, name] = [...shortNames].find(([id]) => text.includes(`"${id}"`)) ?? [];
  if (logicalId === undefined || name === undefined) return /:(identity\/\*)"/.exec(text)?.[1] ?? text;
  if (text.includes('StreamArn')) return `${name} stream`;
  const suffix = /"(\/[^"]+)"\]\]/.exec(text)?.[1] ?? '';
  return name + (name === 'resets' ? suffix : '');
}

/** Each right as a line `action target [keys]`. */
const rights = (name: FunctionName): string[] =>
  statementsOf(template, 'dev', name)
    .flatMap(({ Action, Resource, Condition }) => {
      const keys = Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
      const on = keys === undefined ? '' : ` ${listed(keys as string | string[]).join(',')}`;
      return listed(Action).flatMap((action) =>
        listed(Resource).map((resource) => `${action} ${target(resource)}${on}`),
      );
    })
    .filter((right) => !right.startsWith('logs:') && !right.startsWith('xray:'))
    .sort();

test.each(names)('%s has exactly the rights that its step needs', (name) => {
  expect(rights(name)).toEqual([...expectedRights[name]].sort());
});

test('every function has a role of its own, without managed policies', () => {
  const roles = names.map((name) => functionsOf(template, 'dev').get(name)?.Role['Fn::GetAtt'][0] ?? name);
  expect(new Set(roles).size).toBe(names.length);
  const made = template.findResources('AWS::IAM::Role');
  for (const role of roles) {
    expect(made[role]?.Properties).toEqual({
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } }],
      },
    });
  }
});

test.each(names)('%s may write only to its own log group', (name) => {
  const logGroup = functionsOf(template, 'dev').get(name)?.LoggingConfig.LogGroup.Ref;
  const logs = statementsOf(template, 'dev', name).filter(({ Action }) =>
    listed(Action).some((action) => action.startsWith('logs:') && action !== 'logs:FilterLogEvents'),
  );
  expect(logs).toEqual([
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] },
    },
  ]);
});

test('only the function of the checkpoints may read logs, and those with audit events alone', () => {
  const readers = names.filter((name) =>
    JSON.stringify(statementsOf(template, 'dev', name)).includes('FilterLogEvents'),
  );
  expect(readers).toEqual(['audit-checkpoint']);
  const reading = statementsOf(template, 'dev', 'audit-checkpoint').filter(({ Action }) =>
    listed(Action).includes('logs:FilterLogEvents'),
  );
  const groups = reading.flatMap(({ Resource }) =>
    listed(Resource).map((arn) => /log-group:([^"]+):\*/.exec(JSON.stringify(arn))?.[1] ?? ''),
  );
  expect(groups.toSorted()).toEqual(auditLogGroups('dev', 'built-in').toSorted());
});

const READS = ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'DescribeTable', 'ConditionCheckItem'];
/** Actions that active tracing needs; AWS has no resource to restrict them to. */
const tracing = {
  Effect: 'Allow',
  Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  Resource: '*',
};

test.each(names)('%s may write traces and not read them', (name) => {
  const traces = statementsOf(template, 'dev', name).filter(({ Action }) => listed(Action)[0]?.startsWith('xray:'));
  expect(traces).toEqual([tracing]);
});

test('only complete-reset and log-in may write a user, and only by updates; the consumers may refuse a password', () => {
  const writers = names.flatMap((name) =>
    rights(name)
      .map((right) => /^dynamodb:(\w+) users/.exec(right)?.[1])
      .filter((action) => action !== undefined && !READS.includes(action))
      .map((action) => [name, action]),
  );
  expect(writers).toEqual([
    ['complete-reset', 'UpdateItem'],
    ['log-in', 'UpdateItem'],
    ['mail-consumer', 'UpdateItem'],
    ['redelivery', 'UpdateItem'],
  ]);
});

test.each(['mail-consumer', 'redelivery'] as const)('%s may write no password of a user (R23)', (name) => {
  const updates = statementsOf(template, 'dev', name).filter(
    ({ Action, Resource }) =>
      listed(Action).includes('dynamodb:UpdateItem') && listed(Resource).some((arn) => target(arn) === 'users'),
  );
  expect(updates.map(({ Condition }) => Condition)).toEqual([
    expect.objectContaining({
      'ForAllValues:StringEquals': {
        'dynamodb:Attributes': expect.not.arrayContaining(['passwordHash']) as unknown,
      },
    }),
  ]);
});

test("no role other than the functions' may use a table, a secret or SES", () => {
  const ofFunctions = new Set(names.map((name) => functionsOf(template, 'dev').get(name)?.Role['Fn::GetAtt'][0]));
  const others = resources<PolicyProperties>(template, 'AWS::IAM::Policy').filter(([, { Properties }]) =>
    Properties.Roles.some(({ Ref }) => !ofFunctions.has(Ref)),
  );
  const actions = others.flatMap(([, { Properties }]) =>
    Properties.PolicyDocument.Statement.flatMap(({ Action }) => listed(Action)),
  );
  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((action) => !/^(s3|logs):/.test(action))).toEqual([]);
});

test("mails carry the sender's name of the settings, or the product's, and Reply-To where it is set", () => {
  const variablesOf = (overrides: Record<string, string>) =>
    functionsOf(synthesized('dev', overrides), 'dev').get('redelivery')?.Environment.Variables;
  expect(variablesOf({})).toMatchObject({ SENDER_NAME: 'Example (dev)', REPLY_TO: 'none' });
  expect(variablesOf({ senderName: 'Help Desk', replyTo: 'help@example.com' })).toMatchObject({
    SENDER_ADDRESS: 'no-reply@dev.example.com',
    SENDER_NAME: 'Help Desk',
    REPLY_TO: 'help@example.com',
  });
});

test('only the mail consumer and the redelivery may send mail, and only from the sender', () => {
  const senders = names.filter((name) => rights(name).some((right) => right.startsWith('ses:')));
  expect(senders).toEqual(['mail-consumer', 'redelivery']);
  for (const name of ['mail-consumer', 'redelivery'] as const) {
    const send = only(
      statementsOf(template, 'dev', name).filter(({ Action }) => listed(Action).includes('ses:SendRawEmail')),
    );
    expect(listed(send.Action)).toEqual(['ses:SendRawEmail']);
    expect(send.Condition).toEqual({ StringEquals: { 'ses:FromAddress': 'no-reply@dev.example.com' } });
  }
});

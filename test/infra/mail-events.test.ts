import { functionsOf, only, resources, type Statement, synthesized } from './synthesized.ts';

const template = synthesized('prod');
const of = <Properties = Record<string, unknown>>(type: string) => resources<Properties>(template, type);

const configurationSet = only(of('AWS::SES::ConfigurationSet'));
const rule = only(
  of<{ EventPattern?: object; Targets: Record<string, unknown>[] }>('AWS::Events::Rule').filter(
    ([id, { Properties }]) => id.startsWith('MailEvents') && Properties.EventPattern !== undefined,
  ),
);
const target = only(rule[1].Properties.Targets);
/** In production the rule calls the function's alias. */
const aliasId = only(
  Object.keys(template.findResources('AWS::Lambda::Alias')).filter((id) => id.includes('mailevents')),
);
const queueId = (target['DeadLetterConfig'] as { Arn: { 'Fn::GetAtt': [string, string] } }).Arn['Fn::GetAtt'][0];

test('SES suppresses addresses that bounce or complain', () => {
  expect(configurationSet[1].Properties).toMatchObject({
    Name: 'password-reset-prod',
    SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  });
});

test('SES sends deliveries, bounces, complaints and rejections to the default event bus, and no opens or clicks', () => {
  expect(only(of('AWS::SES::ConfigurationSetEventDestination'))[1].Properties).toEqual({
    ConfigurationSetName: { Ref: configurationSet[0] },
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: ['delivery', 'bounce', 'complaint', 'reject'],
      EventBridgeDestination: {
        EventBusArn: {
          'Fn::Join': [
            '',
            [
              'arn:',
              { Ref: 'AWS::Partition' },
              ':events:',
              { Ref: 'AWS::Region' },
              ':',
              { Ref: 'AWS::AccountId' },
              ':event-bus/default',
            ],
          ],
        },
      },
    },
  });
});

test('the rule matches only events of SES for this account, region and configuration set', () => {
  expect(rule[1].Properties.EventPattern).toEqual({
    source: ['aws.ses'],
    account: [{ Ref: 'AWS::AccountId' }],
    region: [{ Ref: 'AWS::Region' }],
    detail: { mail: { tags: { 'ses:configuration-set': ['password-reset-prod'] } } },
  });
  expect(rule[1].Properties).not.toHaveProperty('EventBusName');
});

test('only that rule may invoke the function', () => {
  const permissions = of<{ FunctionName: unknown }>('AWS::Lambda::Permission').filter(([, { Properties }]) =>
    JSON.stringify(Properties.FunctionName).includes(`"${aliasId}"`),
  );
  expect(only(permissions)[1].Properties).toEqual({
    Action: 'lambda:InvokeFunction',
    FunctionName: { Ref: aliasId },
    Principal: 'events.amazonaws.com',
    SourceArn: { 'Fn::GetAtt': [rule[0], 'Arn'] },
  });
});

test('retries of the bus and of the function are bounded, and failed events go to one queue', () => {
  expect(target).toMatchObject({
    Arn: { Ref: aliasId },
    RetryPolicy: { MaximumRetryAttempts: 24, MaximumEventAgeInSeconds: 21_600 },
  });
  expect(only(of('AWS::Lambda::EventInvokeConfig'))[1].Properties).toMatchObject({
    Qualifier: 'live',
    MaximumRetryAttempts: 2,
    MaximumEventAgeInSeconds: 21_600,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queueId, 'Arn'] } } },
  });
});

test('the queue is encrypted, accepts only TLS, and keeps addresses for four days', () => {
  const queue = only(of('AWS::SQS::Queue').filter(([id]) => id === queueId));
  expect(queue[1].Properties).toEqual({ KmsMasterKeyId: expect.anything(), MessageRetentionPeriod: 345_600 });
  const policy = only(
    of<{ Queues: { Ref: string }[]; PolicyDocument: { Statement: Statement[] } }>('AWS::SQS::QueuePolicy').filter(
      ([, { Properties }]) => Properties.Queues.some(({ Ref }) => Ref === queueId),
    ),
  );
  expect(policy[1].Properties.PolicyDocument.Statement).toMatchObject([
    { Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    {
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rule[0], 'Arn'] } } },
    },
  ]);
});

test('the function has the names to recognise our own events', () => {
  expect(functionsOf(template, 'prod').get('mail-events')?.Environment.Variables).toMatchObject({
    SES_CONFIGURATION_SET: 'password-reset-prod',
    ACCOUNT_ID: { Ref: 'AWS::AccountId' },
    REGION: { Ref: 'AWS::Region' },
  });
});

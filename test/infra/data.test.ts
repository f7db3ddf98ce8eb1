import { auditLogGroups, logGroupOf } from '../../lib/stage-names.ts';
import type { Template } from 'aws-cdk-lib/assertions';
import { backgroundFunctions } from '../../functions/operations/index.ts';
import { functionsOf, Match, only, resources, synthesized } from './synthesized.ts';

const template = synthesized('prod', { deletionProtection: 'true' });

describe('the reset table', () => {
  interface TableProperties {
    readonly TableName: string;
  }
  const named = (ending: string) =>
    only(
      resources<TableProperties>(template, 'AWS::DynamoDB::Table').filter(([, { Properties }]) =>
        Properties.TableName.endsWith(ending),
      ),
    )[1].Properties;

  test('expires, streams, can be restored, is encrypted, and indexes pending records', () => {
    expect(named('-resets')).toEqual({
      TableName: 'password-reset-prod-resets',
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      AttributeDefinitions: [
        { AttributeName: 'key', AttributeType: 'S' },
        { AttributeName: 'pending', AttributeType: 'S' },
        { AttributeName: 'pendingAt', AttributeType: 'N' },
      ],
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: expect.anything() },
      GlobalSecondaryIndexes: [
        {
          IndexName: 'pending',
          KeySchema: [
            { AttributeName: 'pending', KeyType: 'HASH' },
            { AttributeName: 'pendingAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
  });

  test('users can be restored; sessions expire and cannot be restored', () => {
    expect(named('-users')).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    });
    expect(named('-sessions')).toMatchObject({
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      SSESpecification: { SSEEnabled: true },
    });
    expect(named('-sessions')).not.toHaveProperty('PointInTimeRecoverySpecification');
  });
});

test('every secret is generated, and no value of a secret is in the template', () => {
  const secrets = resources(template, 'AWS::SecretsManager::Secret').map(([, { Properties }]) => Properties);
  expect(secrets).toHaveLength(5);
  for (const secret of secrets) {
    expect(secret).toMatchObject({ GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } });
    expect(secret).not.toHaveProperty('SecretString');
  }
});

test('every log group has a retention, and the audit trail has the longest', () => {
  const groups = resources<{ LogGroupName?: string; RetentionInDays?: number }>(template, 'AWS::Logs::LogGroup');
  const retentions = groups.map(([, { Properties }]) => [Properties.LogGroupName, Properties.RetentionInDays] as const);
  const audit = new Set(auditLogGroups('prod', 'built-in'));
  const kept = (isAudit: boolean) => retentions.filter(([name]) => audit.has(name ?? '') === isAudit);
  expect(kept(true)).toHaveLength(audit.size);
  expect(new Set(kept(true).map(([, days]) => days))).toEqual(new Set([400]));
  expect(new Set(kept(false).map(([, days]) => days))).toEqual(new Set([90]));
  for (const name of functionsOf(template, 'prod').keys()) {
    expect(retentions.map(([group]) => group)).toContain(logGroupOf('prod', name));
  }
});

test('no call can delete the audit trail, and it is the only log group without masking', () => {
  const groups = resources<Record<string, unknown>>(template, 'AWS::Logs::LogGroup').map(
    ([, { Properties }]) => Properties,
  );
  const trail = groups.filter(({ DataProtectionPolicy }) => DataProtectionPolicy === undefined);
  expect(trail).toEqual([
    expect.objectContaining({ LogGroupName: '/audit/password-reset-prod-trail', DeletionProtectionEnabled: true }),
  ]);
  const masked = groups
    .filter((group) => !trail.includes(group))
    .map(({ DataProtectionPolicy }) => JSON.stringify(DataProtectionPolicy));
  for (const policy of masked) expect(policy).toMatch(/EmailAddress.*Deidentify/s);
});

test('every function logs to a group of this template', () => {
  const groups = new Set(Object.keys(template.findResources('AWS::Logs::LogGroup')));
  const all = resources<{ LoggingConfig?: { LogGroup: { Ref: string } } }>(template, 'AWS::Lambda::Function');
  for (const [, { Properties }] of all) expect(groups).toContain(Properties.LoggingConfig?.LogGroup.Ref);
});

test('functions that hash passwords have a whole processor, and the consumers have long time-outs', () => {
  const functions = functionsOf(template, 'prod');
  for (const [name, { MemorySize, Timeout }] of functions) {
    const hashes = name === 'complete-reset' || name === 'log-in';
    const background = name in backgroundFunctions || name === 'settings-record';
    const timeout = name === 'archive-digest' ? 300 : background ? 60 : 10;
    expect([name, MemorySize, Timeout]).toEqual([name, hashes ? 1769 : 512, timeout]);
  }
});

describe('the stream consumers', () => {
  interface MappingProperties {
    readonly BatchSize: number;
    readonly FilterCriteria: { Filters: { Pattern: string }[] };
    readonly [other: string]: unknown;
  }
  const mappings = resources<MappingProperties>(template, 'AWS::Lambda::EventSourceMapping').map(
    ([, { Properties }]) => Properties,
  );
  const lastEvent = { M: { event: { S: [{ exists: true }] } } };
  const eventName = ['INSERT', 'MODIFY'];

  test.each([
    [
      10,
      5,
      [
        { eventName, dynamodb: { NewImage: { lastEvent, pending: { S: [{ prefix: 'mail' }] } } } },
        // Changes that have ended, and not those in progress.
        {
          eventName,
          dynamodb: {
            NewImage: { lastEvent, pending: { S: [{ exists: true }] }, state: { S: ['COMPLETED', 'CANCELLED'] } },
          },
        },
        // Deleted requests, whose guesses are given back.
        {
          eventName: ['REMOVE'],
          dynamodb: {
            OldImage: { codeIssue: { N: [{ exists: true }] }, state: { S: ['SENT', 'LOCKED', 'CANCELLED'] } },
          },
        },
      ],
    ],
    [100, 10_000, [{ eventName, dynamodb: { NewImage: { lastEvent } } }]],
  ])('a batch has at most %i records that pass the filter, and at most %i retries', (size, attempts, patterns) => {
    const mapping = only(mappings.filter(({ BatchSize }) => BatchSize === size));
    expect(mapping.FilterCriteria.Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual(patterns);
    expect(mapping).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      ParallelizationFactor: 1,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRecordAgeInSeconds: 86_400,
      MaximumRetryAttempts: attempts,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [expect.any(String), 'Arn'] } } },
    });
  });

  test('the setting is the number of batches that a shard gives at once', () => {
    const made = synthesized('dev', { streamParallelization: '4' });
    expect(() =>
      made.resourcePropertiesCountIs('AWS::Lambda::EventSourceMapping', { ParallelizationFactor: 4 }, 2),
    ).not.toThrow();
  });

  const windows = (made: Template) =>
    Object.fromEntries(
      resources<MappingProperties>(made, 'AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => [
        Properties.BatchSize === 100 ? 'audit' : 'mail',
        Properties['MaximumBatchingWindowInSeconds'],
      ]),
    );

  test('the setting is the batching window of audit events; mails have none', () => {
    expect(windows(template)).toEqual({ audit: 30, mail: undefined });
    expect(windows(synthesized('prod', { auditBatchingSeconds: '300' }))).toEqual({ audit: 300, mail: undefined });
    expect(windows(synthesized('laptop'))).toEqual({ audit: 0, mail: undefined });
  });

  test('the longest batching window raises no alarm', () => {
    interface AlarmProperties {
      readonly AlarmName: string;
      readonly MetricName?: string;
      readonly Threshold: number;
    }
    const late = resources<AlarmProperties>(template, 'AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => Properties)
      .filter(({ AlarmName, MetricName }) => MetricName === 'IteratorAge' && AlarmName.includes('audit-late'));
    expect(late).toHaveLength(2);
    const longest = 300_000;
    for (const { Threshold } of late) expect(Threshold).toBeGreaterThanOrEqual(2 * longest);
  });

  test.each(['-1', '301', '1.5'])('%s seconds of gathering are refused, as Lambda would', (seconds) => {
    expect(() => synthesized('prod', { auditBatchingSeconds: seconds })).toThrow('auditBatchingSeconds: ');
  });

  test('what is given up waits in an encrypted queue that only TLS reaches', () => {
    const queue = { KmsMasterKeyId: Match.anyValue(), MessageRetentionPeriod: 1_209_600 };
    expect(() => template.resourcePropertiesCountIs('AWS::SQS::Queue', queue, 2)).not.toThrow();
    const policy = {
      PolicyDocument: {
        Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      },
    };
    expect(() => template.resourcePropertiesCountIs('AWS::SQS::QueuePolicy', policy, 2)).not.toThrow();
  });

  test('the redelivery runs every minute', () => {
    expect(() =>
      template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' }),
    ).not.toThrow();
  });

  test("mail goes from the sender's domain by TLS, and not to addresses that bounced", () => {
    expect(() =>
      template.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'example.com' }),
    ).not.toThrow();
    expect(() =>
      template.hasResourceProperties('AWS::SES::ConfigurationSet', {
        Name: 'password-reset-prod',
        DeliveryOptions: { TlsPolicy: 'REQUIRE' },
        SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      }),
    ).not.toThrow();
  });
});

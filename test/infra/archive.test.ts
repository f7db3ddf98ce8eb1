import { auditLogGroups } from '../../lib/stage-names.ts';
import { functionsOf, listed, only, resources, type Statement, statementsOf, synthesized } from './synthesized.ts';

const prod = synthesized('prod');
const actionsOf = (statements: readonly Statement[]) => statements.flatMap(({ Action }) => listed(Action)).toSorted();

interface BucketProperties {
  readonly ObjectLockEnabled?: boolean;
  readonly ObjectLockConfiguration?: unknown;
  readonly VersioningConfiguration?: unknown;
}
const lockedIn = (template: ReturnType<typeof synthesized>) =>
  resources<BucketProperties>(template, 'AWS::S3::Bucket').filter(([, { Properties }]) => Properties.ObjectLockEnabled);

test.each([
  ['governance', {}, 'GOVERNANCE', 1095],
  ['compliance', { auditArchive: 'compliance', auditArchiveYears: '7' }, 'COMPLIANCE', 2555],
])('%s locks every file of the archive', (_name, overrides, Mode, Days) => {
  const [, { Properties, DeletionPolicy }] = only(lockedIn(synthesized('prod', overrides)));
  expect(Properties).toMatchObject({
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode, Days } } },
    VersioningConfiguration: { Status: 'Enabled' },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
      ],
    },
  });
  expect(DeletionPolicy).toBe('Retain');
});

test.each([
  ['1 year', '1', 365],
  ['10 years', '10', 3650],
])('after %s, when the lock has ended, S3 deletes a file and then its mark', (_name, auditArchiveYears, Days) => {
  interface Expiring {
    readonly ObjectLockConfiguration: { readonly Rule: { readonly DefaultRetention: { readonly Days: number } } };
    readonly LifecycleConfiguration: { readonly Rules: readonly Record<string, unknown>[] };
  }
  const [, { Properties }] = only(lockedIn(synthesized('prod', { auditArchiveYears })));
  const { ObjectLockConfiguration, LifecycleConfiguration } = Properties as unknown as Expiring;
  expect(ObjectLockConfiguration.Rule.DefaultRetention.Days).toBe(Days);
  // No rule has a prefix: digests end with the files that they name.
  expect(LifecycleConfiguration.Rules).toEqual([
    {
      Id: 'after-the-lock',
      Status: 'Enabled',
      ExpirationInDays: Days,
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
    { Id: 'marks-of-deleted-files', Status: 'Enabled', ExpiredObjectDeleteMarker: true },
  ]);
});

test('off makes no archive', () => {
  const off = synthesized('prod', { auditArchive: 'off' });
  expect(lockedIn(off)).toEqual([]);
  for (const type of ['AWS::KinesisFirehose::DeliveryStream', 'AWS::Logs::SubscriptionFilter'])
    expect(off.findResources(type)).toEqual({});
});

test('every log group with audit events is subscribed, with a filter for audit events', () => {
  const filters = resources<{ LogGroupName: { Ref: string }; FilterPattern: string }>(
    prod,
    'AWS::Logs::SubscriptionFilter',
  );
  const groups = prod.findResources('AWS::Logs::LogGroup');
  const names = filters.map(([, { Properties }]) =>
    String(groups[Properties.LogGroupName.Ref]?.Properties.LogGroupName),
  );
  expect(names.toSorted()).toEqual(auditLogGroups('prod', 'built-in').toSorted());
  expect(new Set(filters.map(([, { Properties }]) => Properties.FilterPattern))).toEqual(
    new Set(['{ $.audit.event = "*" }']),
  );
});

test('Firehose stores lines unchanged, one per line, and stores unreadable records too', () => {
  const [, { Properties }] = only(resources<Record<string, unknown>>(prod, 'AWS::KinesisFirehose::DeliveryStream'));
  expect(Properties).toMatchObject({
    ExtendedS3DestinationConfiguration: {
      Prefix: expect.stringMatching(/^events\//),
      ErrorOutputPrefix: expect.stringMatching(/^events\//),
      CompressionFormat: 'GZIP',
      CloudWatchLoggingOptions: { Enabled: true },
      ProcessingConfiguration: {
        Processors: [
          { Type: 'Decompression' },
          { Type: 'CloudWatchLogProcessing' },
          { Type: 'AppendDelimiterToRecord', Parameters: [{ ParameterName: 'Delimiter', ParameterValue: '\\n' }] },
        ],
      },
    },
  });
});

test('the delivery role can only write events; the signing role can read all and write only digests', () => {
  const policies = resources<{ PolicyName: string; PolicyDocument: { Statement: Statement[] } }>(
    prod,
    'AWS::IAM::Policy',
  );
  const ofRole = (name: string) =>
    policies.filter(([id]) => id.startsWith(name)).flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
  expect(actionsOf(ofRole('AuditArchiveDeliveryRole'))).toEqual([
    'kms:Decrypt',
    'kms:GenerateDataKey',
    'logs:PutLogEvents',
    's3:AbortMultipartUpload',
    's3:GetBucketLocation',
    's3:ListBucket',
    's3:ListBucketMultipartUploads',
    's3:PutObject',
  ]);
  expect(actionsOf(ofRole('AuditArchiveSubscriptionRole'))).toEqual(['firehose:PutRecord', 'firehose:PutRecordBatch']);
  const signing = statementsOf(prod, 'prod', 'archive-digest');
  expect(actionsOf(signing).filter((action) => /^(s3|kms):/.test(action))).toEqual([
    'kms:Decrypt',
    'kms:GenerateDataKey',
    'kms:Sign',
    's3:GetObject',
    's3:ListBucket',
    's3:PutObject',
  ]);
  const writing = signing.filter(({ Action }) => listed(Action).includes('s3:PutObject'));
  expect(JSON.stringify(writing)).toContain('/digests/*');
  expect(JSON.stringify(writing)).not.toContain('/events/*');
  expect(functionsOf(prod, 'prod').has('archive-digest')).toBe(true);
});

test('digests are signed by a key that is for signatures only', () => {
  const keys = resources<{ KeyUsage?: string; KeySpec?: string }>(prod, 'AWS::KMS::Key');
  expect(keys.filter(([, { Properties }]) => Properties.KeyUsage === 'SIGN_VERIFY')).toMatchObject([
    [expect.any(String), { Properties: { KeySpec: 'ECC_NIST_P256' }, DeletionPolicy: 'RetainExceptOnCreate' }],
  ]);
});

import { publishedEventJsonSchema } from '../../functions/domain/published-event.ts';
import { athenaNames, auditLogGroups } from '../../lib/stage-names.ts';
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

interface GlueTable {
  readonly DatabaseName: string;
  readonly TableInput: {
    readonly Name: string;
    readonly Parameters: Readonly<Record<string, unknown>>;
    readonly PartitionKeys: readonly { readonly Name: string }[];
    readonly StorageDescriptor: {
      readonly Columns: readonly { readonly Name: string; readonly Type: string }[];
      readonly SerdeInfo: { readonly Parameters: Readonly<Record<string, string>> };
    };
  };
}

describe('the Athena table over the archive', () => {
  const [, { Properties: table }] = only(resources<GlueTable>(prod, 'AWS::Glue::Table'));
  const { database, table: name, workGroup } = athenaNames('prod');

  test('has every field of the published schema, in lower-case letters', () => {
    const [column] = table.TableInput.StorageDescriptor.Columns;
    const schema = publishedEventJsonSchema() as { properties: Record<string, unknown> };
    expect(column?.Name).toBe('audit');
    for (const field of Object.keys(schema.properties))
      expect(column?.Type).toMatch(new RegExp(`[<,]${field.toLowerCase()}:`));
    expect(column?.Type).toContain('sequence:bigint');
    expect(column?.Type).toContain(
      'covers:struct<from:string,until:string,events:bigint,list:string,continues:boolean>',
    );
    expect(column?.Type).not.toMatch(/[A-Z]/);
  });

  test('finds its days by the names of the folders that Firehose writes', () => {
    const [bucket] = only(lockedIn(prod));
    expect([table.DatabaseName, table.TableInput.Name]).toEqual([database, name]);
    expect(table.TableInput.PartitionKeys.map(({ Name }) => Name)).toEqual(['day']);
    expect(table.TableInput.Parameters).toMatchObject({
      'projection.enabled': 'true',
      'projection.day.type': 'date',
      'projection.day.format': 'yyyy/MM/dd',
      'storage.location.template': { 'Fn::Join': ['', ['s3://', { Ref: bucket }, '/events/${day}/']] },
    });
  });

  test('fails on a broken line rather than leave it out', () => {
    expect(table.TableInput.StorageDescriptor.SerdeInfo.Parameters['ignore.malformed.json']).toBe('false');
  });

  test('is asked in a workgroup that keeps no results and bounds what a query reads', () => {
    interface WorkGroup {
      readonly Name: string;
      readonly WorkGroupConfiguration: Readonly<Record<string, unknown>>;
    }
    const [, { Properties }] = only(resources<WorkGroup>(prod, 'AWS::Athena::WorkGroup'));
    expect(Properties.Name).toBe(workGroup);
    expect(Properties.WorkGroupConfiguration).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      ManagedQueryResultsConfiguration: { Enabled: true },
      BytesScannedCutoffPerQuery: 100_000_000_000,
    });
  });

  test('is not there without an archive', () => {
    const off = synthesized('prod', { auditArchive: 'off' });
    for (const type of ['AWS::Glue::Table', 'AWS::Glue::Database', 'AWS::Athena::WorkGroup'])
      expect(off.findResources(type)).toEqual({});
  });
});

import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { CfnSubscriptionFilter, LogStream } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, type IBucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { auxiliaryFunctions } from '../../functions/operations/index.ts';
import type { Settings } from '../settings/schema.ts';
import { permission, statementsOf, together, variables } from './access.ts';
import { AuditAthena } from './audit-athena.ts';
import type { Encryption } from './encryption.ts';
import type { Functions } from './functions.ts';
import { baseVariables } from './grants.ts';
import { PasswordResetFunction } from './password-reset-function.ts';
import { KEPT, NEVER_DELETED } from './removal.ts';
import { StageLogGroup } from './stage-log-group.ts';

export interface AuditArchiveProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  readonly functions: Functions;
  /** Bucket of access logs. Left out: nobody logs who reads the archive. */
  readonly accessLogs?: IBucket;
}

/** Filter of the subscriptions: audit events, and no other line. */
const EVENTS = '{ $.audit.event = "*" }';

/**
 * Keeps the audit events for years where nobody can alter them: each log group that holds some → Firehose → a bucket
 * whose files are locked, and every hour a signed digest of the new files.
 */
export class AuditArchive extends Construct {
  readonly bucket: Bucket;
  readonly stream: CfnDeliveryStream;
  readonly digest: PasswordResetFunction<'archive-digest'>;
  readonly #props: AuditArchiveProps;

  constructor(scope: Construct, id: string, props: AuditArchiveProps) {
    super(scope, id);
    this.#props = props;
    this.bucket = this.#lockedBucket();
    this.stream = this.#deliveryStream();
    this.#subscribe();
    this.digest = this.#hourlyDigest();
    new AuditAthena(this, 'Athena', { stage: props.settings.stage, bucket: this.bucket });
  }

  #lockedBucket(): Bucket {
    const { settings, encryption, accessLogs } = this.#props;
    const kept = Duration.days(365 * settings.auditArchiveYears);
    return new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      ...encryption.ofBucket,
      enforceSSL: true,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention:
        settings.auditArchive === 'compliance'
          ? ObjectLockRetention.compliance(kept)
          : ObjectLockRetention.governance(kept),
      // The lock is a minimum. A file whose lock has ended is marked as deleted, and deleted a day later.
      lifecycleRules: [
        {
          id: 'after-the-lock',
          expiration: kept,
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
        { id: 'marks-of-deleted-files', expiredObjectDeleteMarker: true },
      ],
      // Locked files cannot be deleted with the stack, whatever the stage keeps of its other data.
      removalPolicy: NEVER_DELETED,
      ...(accessLogs && { serverAccessLogsBucket: accessLogs, serverAccessLogsPrefix: 'archive/' }),
    });
  }

  #deliveryStream(): CfnDeliveryStream {
    const { settings, encryption } = this.#props;
    const name = `password-reset-${settings.stage}-audit`;
    const logGroup = new StageLogGroup(this, 'DeliveryLogs', {
      settings,
      encryption,
      logGroupName: `/aws/kinesisfirehose/${name}`,
    });
    const logStream = new LogStream(this, 'DeliveryLog', { logGroup, removalPolicy: KEPT });
    const role = new Role(this, 'DeliveryRole', { assumedBy: new ServicePrincipal('firehose.amazonaws.com') });
    const access = together(
      permission(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], [this.bucket.bucketArn]),
      permission(['s3:PutObject', 's3:AbortMultipartUpload'], [this.bucket.arnForObjects('events/*')]),
      permission(['logs:PutLogEvents'], [logGroup.logGroupArn]),
      encryption.useBucket(this.bucket.bucketArn),
    );
    for (const statement of statementsOf(access)) role.addToPolicy(statement);
    const stream = new CfnDeliveryStream(this, 'Stream', {
      deliveryStreamName: name,
      deliveryStreamType: 'DirectPut',
      // For data that waits for its file; the file itself is under the bucket's key.
      deliveryStreamEncryptionConfigurationInput: { keyType: 'AWS_OWNED_CMK' },
      extendedS3DestinationConfiguration: {
        bucketArn: this.bucket.bucketArn,
        roleArn: role.roleArn,
        prefix: 'events/!{timestamp:yyyy/MM/dd/HH/}',
        errorOutputPrefix: 'events/!{timestamp:yyyy/MM/dd/HH/}failed-!{firehose:error-output-type}/',
        bufferingHints: { intervalInSeconds: 300, sizeInMBs: 64 },
        compressionFormat: 'GZIP',
        cloudWatchLoggingOptions: {
          enabled: true,
          logGroupName: logGroup.logGroupName,
          logStreamName: logStream.logStreamName,
        },
        processingConfiguration: {
          enabled: true,
          processors: [
            { type: 'Decompression', parameters: [{ parameterName: 'CompressionFormat', parameterValue: 'GZIP' }] },
            {
              type: 'CloudWatchLogProcessing',
              parameters: [{ parameterName: 'DataMessageExtraction', parameterValue: 'true' }],
            },
            { type: 'AppendDelimiterToRecord', parameters: [{ parameterName: 'Delimiter', parameterValue: '\\n' }] },
          ],
        },
      },
    });
    // Firehose tests its role when the stream is created.
    stream.node.addDependency(role);
    return stream;
  }

  #subscribe(): void {
    const { functions } = this.#props;
    const role = new Role(this, 'SubscriptionRole', {
      assumedBy: new ServicePrincipal('logs.amazonaws.com', {
        conditions: {
          StringLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'logs',
              resource: '*',
              arnFormat: ArnFormat.NO_RESOURCE_NAME,
            }),
          },
        },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
        resources: [this.stream.attrArn],
      }),
    );
    for (const { node, logGroup } of functions.audited) {
      const filter = new CfnSubscriptionFilter(this, `From-${node.id}`, {
        logGroupName: logGroup.logGroupName,
        filterName: 'audit-archive',
        filterPattern: EVENTS,
        destinationArn: this.stream.attrArn,
        roleArn: role.roleArn,
      });
      // CloudWatch Logs sends a test record when the filter is created.
      filter.node.addDependency(role);
    }
  }

  #hourlyDigest(): PasswordResetFunction<'archive-digest'> {
    const { settings, encryption } = this.#props;
    const signing = new Key(this, 'SigningKey', {
      alias: `alias/password-reset-${settings.stage}-audit-archive`,
      description: `Signs the digests of the audit archive of the password reset (${settings.stage})`,
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: KEPT,
    });
    const digest = new PasswordResetFunction(this, 'archive-digest', {
      settings,
      encryption,
      entry: auxiliaryFunctions['archive-digest'],
      access: together(
        variables({
          ...baseVariables({ settings }),
          ARCHIVE_BUCKET: this.bucket.bucketName,
          ARCHIVE_KEY_ARN: signing.keyArn,
        }),
        permission(['s3:ListBucket'], [this.bucket.bucketArn]),
        permission(['s3:GetObject'], [this.bucket.arnForObjects('events/*'), this.bucket.arnForObjects('digests/*')]),
        permission(['s3:PutObject'], [this.bucket.arnForObjects('digests/*')]),
        permission(['kms:Sign'], [signing.keyArn]),
        encryption.useBucket(this.bucket.bucketArn),
      ),
      timeout: Duration.minutes(5),
      memorySize: 512,
      logRetention: settings.logRetentionDays,
      provisionedConcurrency: 0,
      shifted: false,
    });
    new Rule(this, 'Hourly', {
      description: 'Signs what the audit archive took in',
      // By then S3 lists every file of the hour before.
      schedule: Schedule.cron({ minute: '15' }),
      targets: [new LambdaFunction(digest.target, { retryAttempts: 2, maxEventAge: Duration.hours(1) })],
    });
    return digest;
  }
}

import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import { type TableProps, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { type QueueProps, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Settings } from '../settings/schema.ts';
import type { Access } from './access.ts';
import { removalPolicyOf } from './removal.ts';

/** Services with an encryption context: https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html */
type Service = 'dynamodb' | 'secretsmanager' | 'sqs' | 's3';

/**
 * Encryption at rest, with keys that AWS manages, or with one key of this stack or of yours
 * (`customerManagedKey`, `kmsKeyArn`).
 *
 * A function may use that key only through the service that holds the data, and only for the tables, secrets
 * and queues that it may use itself: KMS checks both (`kms:ViaService`, `kms:EncryptionContext`).
 */
export class Encryption extends Construct {
  /** Key of the stack, or yours. Undefined where AWS manages the keys. */
  readonly key: IKey | undefined;

  /** @param given your key as a construct, whose policy gets what services need; with `kmsKeyArn` it is your part */
  constructor(scope: Construct, id: string, settings: Settings, given?: IKey) {
    super(scope, id);
    if (!settings.customerManagedKey) return;
    if (given !== undefined) this.#letServicesUse(given, settings);
    // Imported by its ARN, because CDK's constructs would add more than is needed to the policy of a key that they
    // know.
    this.key = Key.fromKeyArn(this, 'Used', settings.kmsKeyArn ?? this.#ownKey(settings));
  }

  #ownKey(settings: Settings): string {
    const key = new Key(this, 'Key', {
      alias: `alias/password-reset-${settings.stage}`,
      description: `Key for tables, secrets, queues and logs of the password reset (${settings.stage})`,
      enableKeyRotation: true,
      removalPolicy: removalPolicyOf(settings),
    });
    this.#letServicesUse(key, settings);
    return key.keyArn;
  }

  #letServicesUse(key: IKey, { stage }: Settings): void {
    this.#letLogsUse(key, `password-reset-${stage}`);
    this.#letEventBusUse(key);
  }

  get ofTable(): Pick<TableProps, 'encryption' | 'encryptionKey'> {
    return this.key === undefined
      ? { encryption: TableEncryption.AWS_MANAGED }
      : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: this.key };
  }

  get ofQueue(): Pick<QueueProps, 'encryption' | 'encryptionMasterKey'> {
    return this.key === undefined
      ? { encryption: QueueEncryption.SQS_MANAGED }
      : { encryption: QueueEncryption.KMS, encryptionMasterKey: this.key };
  }

  /** Encryption of a bucket, with a bucket key so that S3 does not call KMS for every file. */
  get ofBucket(): Pick<BucketProps, 'encryption' | 'encryptionKey' | 'bucketKeyEnabled'> {
    return this.key === undefined
      ? { encryption: BucketEncryption.S3_MANAGED }
      : { encryption: BucketEncryption.KMS, encryptionKey: this.key, bucketKeyEnabled: true };
  }

  /** Rights on a table's key. DynamoDB decrypts it as the caller, for reads, writes and the stream. */
  useTable(tableName: string): Access {
    return this.#use(['kms:Decrypt'], 'dynamodb', 'aws:dynamodb:tableName', tableName);
  }

  useSecret(secretArn: string): Access {
    return this.#use(['kms:Decrypt'], 'secretsmanager', 'SecretARN', secretArn);
  }

  /** Rights to send to a queue. SQS creates a data key, or decrypts one that it reuses. */
  sendToQueue(queueArn: string): Access {
    return this.#use(['kms:Decrypt', 'kms:GenerateDataKey'], 'sqs', 'aws:sqs:arn', queueArn);
  }

  /** Rights to write to a bucket. A large file is uploaded in parts, which S3 reads again, so it needs both. */
  useBucket(bucketArn: string): Access {
    return this.#use(['kms:Decrypt', 'kms:GenerateDataKey'], 's3', 'aws:s3:arn', bucketArn);
  }

  /** Rights on the key of the log groups, for a role that CloudWatch Logs alone may assume. */
  readLogs(): Access {
    if (this.key === undefined) return { variables: {}, statements: [] };
    const actions = ['kms:Decrypt', 'kms:DescribeKey'];
    return { variables: {}, statements: [{ effect: Effect.ALLOW, actions, resources: [this.key.keyArn] }] };
  }

  #use(actions: string[], service: Service, context: string, value: string): Access {
    if (this.key === undefined) return { variables: {}, statements: [] };
    const conditions = {
      StringEquals: {
        'kms:ViaService': `${service}.${Aws.REGION}.amazonaws.com`,
        [`kms:EncryptionContext:${context}`]: value,
      },
    };
    return {
      variables: {},
      statements: [{ effect: Effect.ALLOW, actions, resources: [this.key.keyArn], conditions }],
    };
  }

  /** Lets CloudWatch Logs use the key, only for log groups with the name of the stage. */
  #letLogsUse(key: IKey, name: string): void {
    const logGroups = [`*${name}`, `*${name}-*`].map((pattern) =>
      Stack.of(this).formatArn({
        service: 'logs',
        resource: 'log-group',
        resourceName: pattern,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
        actions: [
          'kms:Decrypt',
          'kms:DescribeKey',
          'kms:Encrypt',
          'kms:GenerateDataKey',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
        ],
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
      }),
    );
  }

  /** Lets the event bus use the key, to put events that it cannot deliver into a queue. */
  #letEventBusUse(key: IKey): void {
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
}

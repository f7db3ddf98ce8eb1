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

/** The services whose encryption contexts are used here: https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html */
type Service = 'dynamodb' | 'secretsmanager' | 'sqs' | 's3';

/**
 * Encryption at rest, under keys that AWS keeps or under one of the stack's own (`customerManagedKey`).
 *
 * With the stack's own key, a function may use it only through the service that holds the data, and only for the table,
 * secret or queue that it is given: KMS compares both (`kms:ViaService`, `kms:EncryptionContext`).
 */
export class Encryption extends Construct {
  /** Undefined where AWS keeps the keys. */
  readonly key: IKey | undefined;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    if (!settings.customerManagedKey) return;
    const name = `password-reset-${settings.stage}`;
    const key = new Key(this, 'Key', {
      alias: `alias/${name}`,
      description: `Tables, secrets, queues and logs of the password reset (${settings.stage})`,
      enableKeyRotation: true,
      removalPolicy: removalPolicyOf(settings),
    });
    this.#letLogsUse(key, name);
    this.#letEventBusUse(key);
    // By its ARN, because CDK's constructs add to the policy of a key that they know, and more than is needed.
    this.key = Key.fromKeyArn(this, 'Used', key.keyArn);
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

  /** With a key of its own for the bucket, so that KMS is not asked for every file. */
  get ofBucket(): Pick<BucketProps, 'encryption' | 'encryptionKey' | 'bucketKeyEnabled'> {
    return this.key === undefined
      ? { encryption: BucketEncryption.S3_MANAGED }
      : { encryption: BucketEncryption.KMS, encryptionKey: this.key, bucketKeyEnabled: true };
  }

  /** DynamoDB unwraps the table's own key in the caller's name, for reads, writes and the stream alike. */
  useTable(tableName: string): Access {
    return this.#use(['kms:Decrypt'], 'dynamodb', 'aws:dynamodb:tableName', tableName);
  }

  useSecret(secretArn: string): Access {
    return this.#use(['kms:Decrypt'], 'secretsmanager', 'SecretARN', secretArn);
  }

  /** Sending takes both: SQS makes a data key, or unwraps the one that it reuses. */
  sendToQueue(queueArn: string): Access {
    return this.#use(['kms:Decrypt', 'kms:GenerateDataKey'], 'sqs', 'aws:sqs:arn', queueArn);
  }

  /** Writing takes both: a large file is put together of parts, which are read again. */
  useBucket(bucketArn: string): Access {
    return this.#use(['kms:Decrypt', 'kms:GenerateDataKey'], 's3', 'aws:s3:arn', bucketArn);
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

  /** CloudWatch Logs encrypts in its own name, for the log groups that carry the stage's name alone. */
  #letLogsUse(key: Key, name: string): void {
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

  /** The event bus puts what it cannot deliver into a queue in its own name. */
  #letEventBusUse(key: Key): void {
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

import { Duration } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Settings } from '../settings/schema.ts';
import { NEVER_DELETED } from './removal.ts';

/**
 * Bucket of the access logs of CloudFront and S3, which keep the addresses of visitors. A log is deleted after
 * `logRetentionDays`.
 */
export class AccessLogs extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { logRetentionDays }: Settings) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      // S3 writes access logs only into a bucket under its own keys.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // CloudFront gives its log files to the bucket's owner by an ACL.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [
        { expiration: Duration.days(logRetentionDays), abortIncompleteMultipartUploadAfter: Duration.days(7) },
      ],
      // It is never empty, so CloudFormation could not delete it. Its files expire.
      removalPolicy: NEVER_DELETED,
    });
  }
}

/** A rule of AwsSolutions or NIST 800-53 R5 that the stack breaks on purpose. */
export interface RuleException {
  readonly rules: readonly string[];
  /** The constructs that it holds for, with all that is in them; paths below the stack. */
  readonly at: readonly string[];
  /** What stands in the rule's place. */
  readonly reason: string;
}

const CDK_DEPLOYMENT = 'Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C';

/** Every exception there is. What only some stages break says which setting ends it. */
export const ruleExceptions: readonly RuleException[] = [
  // Who may call
  {
    rules: ['AwsSolutions-APIG4', 'AwsSolutions-COG4'],
    at: ['Api/RestApi/Default'],
    reason:
      'Who has forgotten the password cannot authenticate. Each step is guarded by a human check, by limits per source and account, and by a credential of its own in the body (reset ID, code, reset token, report token) or a session token that the function verifies: test/e2e/attacks.',
  },
  {
    rules: ['AwsSolutions-APIG2'],
    at: ['Api/RestApi/Resource'],
    reason:
      'The functions validate, and more strictly than a model can: unknown and doubled fields, types, sizes (docs/adr/0001-validation-in-the-function.md, test/e2e/attacks/injection.test.ts).',
  },
  {
    rules: ['AwsSolutions-APIG3', 'NIST.800.53.R5-APIGWAssociatedWithWAF'],
    at: ['Api/RestApi/DeploymentStage.v1'],
    reason:
      'The setting `waf` is off in the stages to try things on alone. Throttling by route and the limits per source stay.',
  },
  {
    rules: ['AwsSolutions-CFR2'],
    at: ['Pages/Distribution'],
    reason:
      'The setting `siteWebAclArn` ends it; AWS takes a web ACL for CloudFront from us-east-1 alone (docs/reference/security.md). The pages are static files without input; every action is a call of the API, which has its firewall.',
  },
  {
    rules: ['AwsSolutions-CFR1'],
    at: ['Pages/Distribution'],
    reason:
      'People travel and must get in from anywhere. Abuse is bounded by limits per source and account wherever it comes from.',
  },
  {
    rules: ['AwsSolutions-CFR4'],
    at: ['Pages/Distribution'],
    reason:
      "The settings `siteUrl` and `siteCertificateArn` end it: under CloudFront's own name its certificate decides which TLS is taken. The pages hold no secret, and HSTS and the redirect keep browsers on HTTPS.",
  },
  {
    rules: ['NIST.800.53.R5-APIGWSSLEnabled'],
    at: ['Api/RestApi/DeploymentStage.v1'],
    reason:
      'A client certificate proves API Gateway to an HTTP back end. These are Lambda functions, which IAM lets be called by this API and each by its own route alone: test/infra/permissions.test.ts.',
  },

  // What is recorded
  {
    rules: ['AwsSolutions-APIG6', 'NIST.800.53.R5-APIGWExecutionLoggingEnabled'],
    at: ['Api/RestApi/DeploymentStage.v1'],
    reason:
      'The execution log would hold bodies, and with them codes and passwords. The access log records each call without them, and every step has its audit event.',
  },
  {
    rules: ['AwsSolutions-S1', 'AwsSolutions-CFR3', 'NIST.800.53.R5-S3BucketLoggingEnabled'],
    at: ['Pages/Bucket', 'Pages/Distribution'],
    reason:
      'Only CloudFront reads the bucket, and what is read are public files. Who does something calls the API, whose access log and audit trail say so; a second record of visitors would only be more personal data.',
  },

  {
    rules: ['AwsSolutions-S1', 'NIST.800.53.R5-S3BucketLoggingEnabled'],
    at: ['AuditArchive/Bucket'],
    reason:
      'Firehose and one function write the archive, and nobody alters what is in it: each file is locked and named by a signed digest. Who reads it is seen with CloudTrail data events, which belong to the account.',
  },

  // What is kept
  {
    rules: ['NIST.800.53.R5-S3BucketReplicationEnabled'],
    at: ['AuditArchive/Bucket'],
    reason:
      'It is the second copy: the log groups hold the same events. A copy in another region is a bucket of the account that has to be there first; S3 keeps each file in three zones.',
  },
  {
    rules: ['AwsSolutions-DDB3', 'NIST.800.53.R5-DynamoDBPITREnabled'],
    at: ['Directory/Sessions'],
    reason: 'A restored session would be one that had been ended. Losing sessions means to log in again.',
  },
  {
    rules: ['NIST.800.53.R5-DynamoDBInBackupPlan'],
    at: ['Directory', 'Resets'],
    reason:
      'Users and requests can be restored to any second of 35 days, are protected from deletion and stay when the stack goes (test/infra/data.test.ts, test/infra/retention.test.ts). Backups beyond would keep personal data beyond its retention.',
  },
  {
    rules: [
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'NIST.800.53.R5-S3BucketVersioningEnabled',
      'NIST.800.53.R5-S3DefaultEncryptionKMS',
    ],
    at: ['Pages/Bucket'],
    reason:
      'It holds public files that each deployment builds again from the repository, which is their history and their copy. S3 encrypts them under its own key.',
  },
  {
    rules: ['NIST.800.53.R5-APIGWCacheEnabledAndEncrypted'],
    at: ['Api/RestApi/DeploymentStage.v1'],
    reason: 'No answer may be kept by anybody: each says `no-store` (R20).',
  },

  // Under which keys
  {
    rules: ['NIST.800.53.R5-CloudWatchLogGroupEncrypted', 'NIST.800.53.R5-SecretsManagerUsingKMSKey'],
    at: ['Api', 'Functions', 'Pages', 'Secrets'],
    reason:
      'The setting `customerManagedKey` ends it, and is on in production. Without it the same data is encrypted under keys that AWS keeps.',
  },
  {
    rules: ['NIST.800.53.R5-SNSEncryptedKMS'],
    at: ['Observability/Alarms/Topics'],
    reason:
      'A notification says which alarm rings and where to read on; it holds nothing of any person (docs/adr/0019-alarms.md). The topics take messages by TLS alone and from alarms of this account.',
  },
  {
    rules: ['AwsSolutions-SMG4', 'NIST.800.53.R5-SecretsManagerRotationEnabled'],
    at: ['Secrets'],
    reason:
      "The pepper is rotated by putting a new value, the one before staying accepted while codes live; it is 381 bits and can be read by the functions alone that need it. The audit trail's keys are rotated likewise, when a period ends and not by the clock: docs/reference/privacy.md. The other secret is made by the human check's provider, and only that can change it.",
  },

  // What the functions may do
  {
    rules: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    ],
    at: ['Api/RestApi/CloudWatchRole'],
    reason:
      "API Gateway takes one role for the whole account and checks it for these rights on every log group. AWS's own policy is what it documents; `setApiGatewayLogRole` leaves the role out where the account has one.",
  },
  {
    rules: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
    ],
    at: ['Releases'],
    reason:
      "The policy that AWS documents for moving an alias, and the smaller of its two. CodeDeploy alone may take the role, and the stack's own deployment groups are all that it is used for.",
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::*]'],
    at: ['Functions', 'AuditArchive/archive-digest'],
    reason:
      'Writing traces: AWS offers no resource for these two actions, and a trace can be written with them but not read. test/infra/wildcards.test.ts refuses any other right for every resource.',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::<ResetsTable10F7B7C3.Arn>/stream/*]'],
    at: ['Functions'],
    reason: "ListStreams is asked before a stream is chosen. It is given for this table's streams and reads no record.",
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::<PagesBucket1F9960AC.Arn>/*]'],
    at: ['Pages/Deployment/Role'],
    reason:
      'The deployment replaces every file of this one bucket, and has three exact actions for it: test/infra/pages.test.ts.',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::<AuditArchiveBucketDB93AD31.Arn>/events/*]'],
    at: ['AuditArchive'],
    reason:
      'Firehose may add files below `events/`, and the function that signs may read them: test/infra/archive.test.ts.',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::<AuditArchiveBucketDB93AD31.Arn>/digests/*]'],
    at: ['AuditArchive/archive-digest'],
    reason:
      'The function that signs may write digests below `digests/` alone, and read them: test/infra/archive.test.ts.',
  },
  {
    rules: ['NIST.800.53.R5-IAMNoInlinePolicy'],
    at: ['Functions', 'AuditArchive', 'Pages/Deployment/Role'],
    reason:
      'Each policy belongs to one role of one function, so that no right can be given to two at once; a policy that is shared is what has to be avoided here: test/infra/permissions.test.ts.',
  },
  {
    rules: ['NIST.800.53.R5-LambdaConcurrency'],
    at: ['Functions', 'AuditArchive/archive-digest'],
    reason:
      'The setting `reservedConcurrency` ends it for the API; a default would fail in accounts with a small quota. Until then the rates by route and by source bound it. What runs behind the stream runs once a shard, and the redelivery once a minute.',
  },
  {
    rules: ['NIST.800.53.R5-LambdaDLQ'],
    at: ['Functions', 'AuditArchive/archive-digest'],
    reason:
      'The API calls and waits for the answer, which has no dead letters. What the consumers give up goes to a queue by the event source mapping, and what the redelivery does not do is done a minute later: test/infra/data.test.ts. The next digest of the archive makes up for one that failed, and CloudFormation learns from the function that records settings how it fared.',
  },
  {
    rules: ['NIST.800.53.R5-LambdaInsideVPC'],
    at: ['Functions', 'AuditArchive/archive-digest', CDK_DEPLOYMENT],
    reason:
      'Nothing in a VPC is called, and nothing can call a function but AWS by IAM. What goes out goes by TLS to AWS and to hosts that are named in the settings.',
  },
  {
    rules: ['AwsSolutions-SQS3'],
    at: ['MailStream/Failures', 'AuditStream/Failures', 'MailEvents/Failures'],
    reason:
      'These are the queues for what failed. An alarm rings when one is not empty; a message stays 14 days, and 4 where it holds an address.',
  },
  {
    rules: ['AwsSolutions-L1', 'NIST.800.53.R5-LambdaConcurrency', 'NIST.800.53.R5-LambdaDLQ'],
    at: [CDK_DEPLOYMENT],
    reason:
      "CDK's own function, with the runtime that this version of CDK gives it. CloudFormation alone calls it, once a deployment, and fails the deployment where it fails.",
  },
];

import { auditLogGroups } from '../../lib/stage-names.ts';

/** A rule of AwsSolutions or NIST 800-53 R5 that the stack breaks on purpose. */
export interface RuleException {
  readonly rules: readonly string[];
  /** Constructs with everything in them, as paths below the stack. */
  readonly at: readonly string[];
  /** The measure in place of the rule. */
  readonly reason: string;
}

const CDK_DEPLOYMENT = 'Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C';

/** All exceptions. A reason names the setting that ends the exception, if there is one. */
export const ruleExceptions: readonly RuleException[] = [
  // Callers
  {
    rules: ['AwsSolutions-APIG4', 'AwsSolutions-COG4'],
    at: ['Api/RestApi/Default'],
    reason:
      'Users who have forgotten their password cannot authenticate. Each step has a captcha, limits per source and account, and its own credential: in the body (reset ID, code, reset token, report token) or a session token that the function verifies (test/e2e/attacks).',
  },
  {
    rules: ['AwsSolutions-APIG2'],
    at: ['Api/RestApi/Resource'],
    reason:
      'The functions validate more strictly than a model can: unknown and repeated fields, types, sizes (docs/adr/0001-validation-in-the-function.md, test/e2e/attacks/injection.test.ts).',
  },
  {
    rules: ['AwsSolutions-APIG3', 'NIST.800.53.R5-APIGWAssociatedWithWAF'],
    at: ['Api/RestApi/DeploymentStage.v1'],
    reason: 'Only the stages for trials set `waf` to off. They keep throttling by route and the limits per source.',
  },
  {
    rules: ['AwsSolutions-CFR2'],
    at: ['Pages/Distribution'],
    reason:
      'The setting `siteWebAclArn` ends it; AWS accepts a web ACL for CloudFront only from us-east-1 (docs/reference/security.md). The pages are static files without input. Every action is a call of the API, which has a firewall.',
  },
  {
    rules: ['AwsSolutions-CFR1'],
    at: ['Pages/Distribution'],
    reason:
      'Users travel and need access from every country. The limits per source and account bound abuse from everywhere.',
  },
  {
    rules: ['AwsSolutions-CFR4'],
    at: ['Pages/Distribution'],
    reason:
      "The settings `siteUrl` and `siteCertificateArn` end it: under CloudFront's own name its certificate sets the TLS versions. The pages have no secret, and HSTS and the redirect keep browsers on HTTPS.",
  },
  {
    rules: ['NIST.800.53.R5-APIGWSSLEnabled'],
    at: ['Api/RestApi/DeploymentStage.v1'],
    reason:
      'A client certificate authenticates API Gateway at an HTTP back end. The back ends here are Lambda functions, and IAM lets only the route of this API call its function (test/infra/permissions.test.ts).',
  },

  // Logs
  {
    rules: ['AwsSolutions-APIG6', 'NIST.800.53.R5-APIGWExecutionLoggingEnabled'],
    at: ['Api/RestApi/DeploymentStage.v1'],
    reason:
      'The execution log would have bodies, and so codes and passwords. The access log records each call without its body, and every step has its audit event.',
  },
  {
    rules: ['AwsSolutions-S1', 'AwsSolutions-CFR3', 'NIST.800.53.R5-S3BucketLoggingEnabled'],
    at: ['Pages/Bucket', 'Pages/Distribution'],
    reason:
      'The setting `accessLogs` ends it. Only CloudFront reads the bucket, and its files are public. Every action is a call of the API, which has an access log and an audit trail. A second record of visitors would only be more personal data.',
  },

  {
    rules: ['AwsSolutions-S1', 'NIST.800.53.R5-S3BucketLoggingEnabled'],
    at: ['AuditArchive/Bucket'],
    reason:
      'The setting `accessLogs` ends it. Firehose and one function write the archive, and nobody can change it: each file is locked and listed in a signed digest. CloudTrail data events, which belong to the account, show reads.',
  },

  // Data
  {
    rules: [
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'NIST.800.53.R5-S3BucketVersioningEnabled',
      'NIST.800.53.R5-S3DefaultEncryptionKMS',
    ],
    at: ['AccessLogs/Bucket'],
    reason:
      'Its files have addresses of visitors, so none outlives `logRetentionDays`. S3 delivers access logs only into a bucket that it encrypts under its own key.',
  },
  {
    rules: ['NIST.800.53.R5-S3BucketReplicationEnabled'],
    at: ['AuditArchive/Bucket'],
    reason:
      'It is the second copy: the log groups have the same events. A copy in another region needs a bucket of the account there. S3 keeps each file in three zones.',
  },
  {
    rules: ['AwsSolutions-DDB3', 'NIST.800.53.R5-DynamoDBPITREnabled'],
    at: ['Directory/Sessions'],
    reason: 'A restored session could be one that had ended. Users whose sessions are lost log in again.',
  },
  {
    rules: ['NIST.800.53.R5-DynamoDBInBackupPlan'],
    at: ['Directory', 'Resets'],
    reason:
      'Users and requests can be restored to any second of 35 days, are protected from deletion and outlive the stack (test/infra/data.test.ts, test/infra/retention.test.ts). More backups would keep personal data beyond its retention.',
  },
  {
    rules: [
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'NIST.800.53.R5-S3BucketVersioningEnabled',
      'NIST.800.53.R5-S3DefaultEncryptionKMS',
    ],
    at: ['Pages/Bucket'],
    reason:
      'It has public files that each deployment builds from the repository, which is their history and their backup. S3 encrypts them under its own key.',
  },
  {
    rules: ['NIST.800.53.R5-APIGWCacheEnabledAndEncrypted'],
    at: ['Api/RestApi/DeploymentStage.v1'],
    reason: 'No answer may be cached: each has `no-store` (R20).',
  },

  // Keys
  {
    rules: ['NIST.800.53.R5-CloudWatchLogGroupEncrypted', 'NIST.800.53.R5-SecretsManagerUsingKMSKey'],
    at: ['Api', 'Functions', 'Pages', 'Secrets'],
    reason:
      'The setting `customerManagedKey` ends it, and is on in production. Without it the same data is encrypted under keys of AWS.',
  },
  {
    rules: ['NIST.800.53.R5-SNSEncryptedKMS'],
    at: ['Observability/Alarms/Topics'],
    reason:
      'A notification names the alarm and its section of the runbook, and has no personal data (docs/adr/0019-alarms.md). The topics accept messages only over TLS and only from alarms of this account.',
  },
  {
    rules: ['AwsSolutions-SMG4', 'NIST.800.53.R5-SecretsManagerRotationEnabled'],
    at: ['Secrets'],
    reason:
      "The pepper is rotated by hand, and the value before it stays valid while codes live; it has 381 bits, and only the functions that need it can read it. The audit trail's keys are rotated at the end of a period, not on a schedule (docs/reference/privacy.md). The other secret comes from the captcha provider, and only the provider can change it.",
  },

  // Functions
  {
    rules: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    ],
    at: ['Api/RestApi/CloudWatchRole'],
    reason:
      'API Gateway has one role for the whole account and checks that it has these rights on every log group. AWS documents this managed policy for it; `setApiGatewayLogRole` leaves the role out where the account has one.',
  },
  {
    rules: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
    ],
    at: ['Releases'],
    reason:
      "AWS documents this policy, the smaller of two, for shifting an alias. Only CodeDeploy may assume the role, and only the stack's own deployment groups use it.",
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::*]'],
    at: ['Functions', 'AuditArchive/archive-digest', 'Events/event-publisher'],
    reason:
      'AWS has no resource for the two actions that write traces, and they cannot read traces. test/infra/wildcards.test.ts rejects any other right on every resource.',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::*]'],
    at: ['Observability/IncidentQueries'],
    reason:
      'AWS has no resource for the three actions that get the results of a query or list log groups. Reading a log group needs StartQuery, which names the groups with audit events (test/infra/wildcards.test.ts).',
  },
  {
    rules: ['dev', 'prod'].flatMap((stage) =>
      auditLogGroups(stage, 'built-in').map(
        (group) =>
          `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${group}:*]`,
      ),
    ),
    at: ['Functions/audit-checkpoint'],
    reason:
      'The ARN of a log group ends in `:*` in a policy. It reads the log groups with audit events, each by its name (test/infra/permissions.test.ts).',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::<ResetsTable10F7B7C3.Arn>/stream/*]'],
    at: ['Functions'],
    reason:
      "ListStreams is called before a stream is chosen. It is granted for this table's streams and reads no record.",
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]'],
    at: ['Functions'],
    reason:
      "SES asks for the right on the recipient's identity too while the account is in its sandbox. The condition on the sender's address restricts what is sent (test/infra/permissions.test.ts).",
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::<PagesBucket1F9960AC.Arn>/*]'],
    at: ['Pages/Deployment/Role'],
    reason:
      'The deployment replaces every file of this bucket and has three exact actions for it (test/infra/pages.test.ts).',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::<AuditArchiveBucketDB93AD31.Arn>/events/*]'],
    at: ['AuditArchive'],
    reason:
      'Firehose may add files below `events/`, and the function that signs may read them (test/infra/archive.test.ts).',
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::<AuditArchiveBucketDB93AD31.Arn>/digests/*]'],
    at: ['AuditArchive/archive-digest'],
    reason: 'The function that signs may write and read digests, only below `digests/` (test/infra/archive.test.ts).',
  },
  {
    rules: ['NIST.800.53.R5-IAMNoInlinePolicy'],
    at: ['Functions', 'AuditArchive', 'Events', 'Observability/IncidentQueries', 'Pages/Deployment/Role'],
    reason:
      'Each policy belongs to one role of one function. A shared policy could give a right to two functions at once (test/infra/permissions.test.ts).',
  },
  {
    rules: ['NIST.800.53.R5-LambdaConcurrency'],
    at: ['Functions', 'AuditArchive/archive-digest', 'Events/event-publisher'],
    reason:
      'The setting `reservedConcurrency` ends it for the API; a default would fail in accounts with a small quota. Without it the limits by route and by source bound concurrency. A stream consumer runs once per shard, and the redelivery once a minute.',
  },
  {
    rules: ['NIST.800.53.R5-LambdaDLQ'],
    at: ['Functions', 'AuditArchive/archive-digest', 'Events/event-publisher'],
    reason:
      'The API waits for the answer of a call, so there are no dead letters. The event source mapping sends failed batches of the consumers to a queue, and the redelivery tries again a minute later (test/infra/data.test.ts). The next digest of the archive replaces one that failed, and CloudFormation gets the outcome of the function that records settings.',
  },
  {
    rules: ['NIST.800.53.R5-LambdaInsideVPC'],
    at: ['Functions', 'AuditArchive/archive-digest', 'Events/event-publisher', CDK_DEPLOYMENT],
    reason:
      'The functions call nothing in a VPC, and only AWS can call them, by IAM. They connect only over TLS, to AWS and to hosts that the settings name.',
  },
  {
    rules: ['AwsSolutions-SQS3'],
    at: ['MailStream/Failures', 'AuditStream/Failures', 'MailEvents/Failures', 'Events/Failures'],
    reason:
      'These are the queues for failures. An alarm fires when one is not empty. A message stays 14 days, or 4 days where it has an address.',
  },
  {
    rules: ['AwsSolutions-L1', 'NIST.800.53.R5-LambdaConcurrency', 'NIST.800.53.R5-LambdaDLQ'],
    at: [CDK_DEPLOYMENT],
    reason:
      "CDK's own function, with the runtime of this version of CDK. Only CloudFormation calls it, once per deployment, and its failure fails the deployment.",
  },
];

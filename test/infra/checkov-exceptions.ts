/** A check of checkov that the stack fails on purpose. */
export interface CheckovException {
  readonly checks: readonly string[];
  /** Types and IDs of the resources, such as `AWS::S3::Bucket.PagesBucket1F9960AC`. */
  readonly at: RegExp;
  /** The measure in place of the check. A reason names the setting that ends the exception, if there is one. */
  readonly reason: string;
}

/** All exceptions. rule-exceptions.ts has the longer reasons for the same decisions. */
export const checkovExceptions: readonly CheckovException[] = [
  {
    checks: ['CKV_AWS_59'],
    at: /^AWS::ApiGateway::Method\.ApiRestApi/,
    reason: 'Users who have forgotten their password cannot authenticate. Each step has a credential of its own.',
  },
  {
    checks: ['CKV_AWS_120'],
    at: /^AWS::ApiGateway::Stage\./,
    reason: 'No answer may be cached: each has `no-store` (R20).',
  },
  {
    checks: ['CKV_AWS_68'],
    at: /^AWS::CloudFront::Distribution\./,
    reason: 'The setting `siteWebAclArn` ends it. The pages are static files; the API has a firewall.',
  },
  {
    checks: ['CKV_AWS_174'],
    at: /^AWS::CloudFront::Distribution\./,
    reason: 'The settings `siteUrl` and `siteCertificateArn` end it: CloudFront’s own certificate sets the versions.',
  },
  {
    checks: ['CKV_AWS_18', 'CKV_AWS_86'],
    at: /^AWS::(S3::Bucket|CloudFront::Distribution)\./,
    reason: 'The setting `accessLogs` ends it. By default nobody records who opens a page (docs/reference/privacy.md).',
  },
  {
    checks: ['CKV_AWS_21'],
    at: /^AWS::S3::Bucket\.PagesBucket/,
    reason: 'Its files are built from the repository, which is their history.',
  },
  {
    checks: ['CKV_AWS_28'],
    at: /^AWS::DynamoDB::Table\.DirectorySessions/,
    reason: 'A restored session could be one that had ended.',
  },
  {
    checks: ['CKV_AWS_119', 'CKV_AWS_149', 'CKV_AWS_158', 'CKV_AWS_27'],
    at: /^AWS::(DynamoDB::Table|SecretsManager::Secret|Logs::LogGroup|SQS::Queue)\./,
    reason: 'The setting `customerManagedKey` ends it, and is on in production. Else AWS’s own keys encrypt the same.',
  },
  {
    checks: ['CKV_AWS_26'],
    at: /^AWS::SNS::Topic\.ObservabilityAlarmsTopics/,
    reason: 'A notification names an alarm and its section of the runbook, and has no personal data.',
  },
  {
    checks: ['CKV_AWS_173'],
    at: /^AWS::Lambda::Function\./,
    reason: 'Lambda encrypts variables under its own key, and none is secret: secrets are read from Secrets Manager.',
  },
  {
    checks: ['CKV_AWS_115'],
    at: /^AWS::Lambda::Function\./,
    reason: 'The setting `reservedConcurrency` ends it for the API. Limits by route and source bound the rest.',
  },
  {
    checks: ['CKV_AWS_116'],
    at: /^AWS::Lambda::Function\./,
    reason: 'The API waits for its functions. Streams and events have queues for failures; the schedule tries again.',
  },
  {
    checks: ['CKV_AWS_117'],
    at: /^AWS::Lambda::Function\./,
    reason: 'They call nothing in a VPC, and only AWS can call them, by IAM.',
  },
];

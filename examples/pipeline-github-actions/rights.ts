import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Place of a stage, for the ARNs of what its pipeline works with. */
export interface StagePlace {
  readonly stage: string;
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  /** Qualifier of `cdk bootstrap`. */
  readonly qualifier: string;
}

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Attributes that `resets start` writes, and nothing that a request gets later: docs/guides/operations.md#rights. */
const ATTRIBUTES_OF_A_START = words(`
  key kind state userId locale pepperVersion subject subjectKey startedBy reference createdAt deliveries expiresAt
  openUntil resendAt issue attempts guesses codeGuesses mailGuesses passwordTries pending pendingAt sequence
  lastEvent stepId
`);

/** Attributes of a user that the smoke test writes and reads. The hash of a password is not among them. */
const ATTRIBUTES_OF_A_USER = words('pk sk userId status addresses sessionGeneration statusVersion provenAt');

/**
 * Returns what `npm run deploy`, `test:smoke` and `rollback` of one stage may do. CloudFormation makes everything by
 * the roles of `cdk bootstrap`, which this role may only assume.
 */
export function rightsOf({ stage, partition, account, region, qualifier }: StagePlace): PolicyStatement[] {
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const name = `password-reset-${stage}`;
  const resets = arn('dynamodb', `table/${name}-resets`);
  const allow = (sid: string, actions: string[], resources: string[], conditions = {}) =>
    new PolicyStatement({ sid, actions, resources, conditions });
  const items = (...keys: string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } });
  return [
    allow(
      'DeployByCdk',
      ['sts:AssumeRole'],
      ['deploy', 'file-publishing', 'lookup'].map(
        (role) => `arn:${partition}:iam::${account}:role/cdk-${qualifier}-${role}-role-${account}-${region}`,
      ),
    ),
    allow(
      'ReadTheStack',
      ['DescribeStacks', 'ListStackResources', 'DescribeStackEvents'].map((action) => `cloudformation:${action}`),
      [arn('cloudformation', `stack/PasswordReset-${stage}/*`), arn('cloudformation', 'stack/CDKToolkit/*')],
    ),
    // Actions that AWS offers for no single resource, or that the doctor asks to find names that are taken.
    allow(
      'LookAsTheDoctor',
      words(`
        ses:GetAccount ses:GetEmailIdentity ses:GetConfigurationSet acm:DescribeCertificate
        lambda:GetAccountSettings apigateway:GET logs:DescribeLogGroups route53:GetHostedZone sns:ListTopics
        sns:ListSubscriptionsByTopic codedeploy:GetApplication
      `),
      ['*'],
    ),
    allow(
      'LookAtFunctions',
      ['lambda:GetFunctionConcurrency', 'lambda:GetFunctionConfiguration', 'lambda:GetAlias'],
      [arn('lambda', `function:${name}-*`)],
    ),
    allow(
      'LookAtTables',
      ['dynamodb:DescribeTable'],
      ['resets', 'users', 'sessions'].map((table) => arn('dynamodb', `table/${name}-${table}`)),
    ),
    allow(
      'LookAtSecrets',
      ['secretsmanager:DescribeSecret'],
      [arn('secretsmanager', `secret:password-reset/${stage}/*`)],
    ),
    allow(
      'TidyThePages',
      ['s3:ListBucket', 's3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      ['', '/*'].map((path) => `arn:${partition}:s3:::passwordreset-${stage}-pagesbucket*${path}`),
    ),
    allow('RollBack', ['lambda:ListVersionsByFunction', 'lambda:UpdateAlias'], [arn('lambda', `function:${name}-*`)]),
    allow(
      'StopARelease',
      ['codedeploy:ListDeployments', 'codedeploy:StopDeployment'],
      [arn('codedeploy', `deploymentgroup:${name}/*`)],
    ),
    allow('ReadForTheSmokeTest', ['dynamodb:GetItem'], [resets], items('SETTINGS#*', 'RESET#*', 'ADMIN#*')),
    allow('StartForTheSmokeTest', ['dynamodb:PutItem'], [resets], {
      ...items('RESET#*'),
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ATTRIBUTES_OF_A_START },
    }),
    allow('OrderForTheSmokeTest', ['dynamodb:PutItem'], [resets], items('ADMIN#*')),
    allow(
      'NameSubjects',
      ['secretsmanager:GetSecretValue'],
      [arn('secretsmanager', `secret:password-reset/${stage}/audit/subject-*`)],
    ),
    // The account of the smoke test alone, whose address is SES's simulator.
    allow('AddTheSmokeUser', ['dynamodb:GetItem', 'dynamodb:PutItem'], [arn('dynamodb', `table/${name}-users`)], {
      ...items('USER#smoke-test', 'ADDRESS#success@simulator.amazonses.com'),
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ATTRIBUTES_OF_A_USER },
    }),
  ];
}

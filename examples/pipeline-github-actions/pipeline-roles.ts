import { App, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { FederatedPrincipal, type IOidcProvider, OidcProviderNative, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

const ISSUER = 'token.actions.githubusercontent.com';

export interface PipelineRolesProps extends StackProps {
  /** Repository on GitHub as `owner/name`. */
  readonly repository: string;
  /** Stages of this account. Each gets a role of its own. */
  readonly stages: readonly string[];
  /** Whether the account has GitHub's OIDC provider already. An account takes one. Default: false. */
  readonly existingProvider?: boolean;
  /**
   * Regions to which the app deploys stacks beside this one, each with its `cdk bootstrap`. Default: none. A certificate
   * for `siteCertificate` is in a stack of us-east-1.
   */
  readonly otherRegions?: readonly string[];
  /** Whether the app publishes Docker images. Default: false; the construct has none. */
  readonly images?: boolean;
  /** Qualifier of `cdk bootstrap`. Default: `hnb659fds`, the CDK's own. */
  readonly qualifier?: string;
}

/**
 * Roles by which a workflow of GitHub deploys stages, without a secret in GitHub. The role of a stage takes only tokens
 * of the environment of GitHub that has the stage's name, so that environment's rules say who has to approve.
 */
export class PipelineRoles extends Stack {
  constructor(scope: Construct, id: string, props: PipelineRolesProps) {
    super(scope, id, props);
    const { repository, stages, existingProvider = false, otherRegions = [], images = false } = props;
    const { qualifier = 'hnb659fds' } = props;
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
      throw new Error(`repository: ${repository} must be owner/name, without a host and without wildcards`);
    const provider = this.#provider(existingProvider);
    for (const stage of stages) {
      const role = new Role(this, `Role-${stage}`, {
        roleName: `password-reset-${stage}-pipeline`,
        description: `Deploys the stage ${stage} of the password reset from ${repository}`,
        maxSessionDuration: Duration.hours(2),
        assumedBy: new FederatedPrincipal(
          provider.oidcProviderArn,
          {
            StringEquals: {
              [`${ISSUER}:aud`]: 'sts.amazonaws.com',
              [`${ISSUER}:sub`]: `repo:${repository}:environment:${stage}`,
            },
          },
          'sts:AssumeRoleWithWebIdentity',
        ),
      });
      const { partition, account, region } = this;
      const place = { stage, partition, account, region, otherRegions, images, qualifier };
      for (const right of rightsOf(place)) role.addToPolicy(right);
      new CfnOutput(this, `RoleArn-${stage}`, { value: role.roleArn });
    }
  }

  #provider(existing: boolean): Pick<IOidcProvider, 'oidcProviderArn'> {
    if (existing) return { oidcProviderArn: `arn:${this.partition}:iam::${this.account}:oidc-provider/${ISSUER}` };
    return new OidcProviderNative(this, 'GitHub', { url: `https://${ISSUER}`, clientIds: ['sts.amazonaws.com'] });
  }
}

/** Place of a stage, for the ARNs of what its pipeline works with. */
export interface StagePlace {
  readonly stage: string;
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  /** Further regions of its app's stacks. */
  readonly otherRegions: readonly string[];
  /** Whether the app has Docker images. */
  readonly images: boolean;
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
export function rightsOf(place: StagePlace): PolicyStatement[] {
  const { stage, partition, account, region, otherRegions, images, qualifier } = place;
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
      [region, ...otherRegions].flatMap((of) =>
        ['deploy', 'file-publishing', 'lookup', ...(images ? ['image-publishing'] : [])].map(
          (role) => `arn:${partition}:iam::${account}:role/cdk-${qualifier}-${role}-role-${account}-${of}`,
        ),
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
        cloudformation:DescribeStackResources ses:GetAccount ses:GetEmailIdentity ses:GetConfigurationSet
        acm:DescribeCertificate lambda:GetAccountSettings apigateway:GET logs:DescribeLogGroups
        route53:GetHostedZone sns:ListTopics sns:ListSubscriptionsByTopic codedeploy:GetApplication
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

/** CDK app of the roles. README.md has the command that deploys it. */
const app = new App();
const optional = (key: string): string | undefined => {
  const value: unknown = app.node.tryGetContext(key);
  return typeof value === 'string' && value !== '' ? value : undefined;
};
const given = (key: string): string => {
  const value = optional(key);
  if (value === undefined) throw new Error(`${key} is missing. Add -c ${key}=…, as README.md shows`);
  return value;
};

new PipelineRoles(app, 'PasswordResetPipeline', {
  repository: given('repository'),
  stages: given('stages').split(','),
  existingProvider: optional('existingProvider') === 'true',
  otherRegions: optional('otherRegions')?.split(',') ?? [],
  images: optional('images') === 'true',
});

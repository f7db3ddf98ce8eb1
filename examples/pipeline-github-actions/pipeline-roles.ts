import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { FederatedPrincipal, type IOidcProvider, OidcProviderNative, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { rightsOf } from './rights.ts';

const ISSUER = 'token.actions.githubusercontent.com';

export interface PipelineRolesProps extends StackProps {
  /** Repository on GitHub as `owner/name`. */
  readonly repository: string;
  /** Stages of this account. Each gets a role of its own. */
  readonly stages: readonly string[];
  /** Whether the account has GitHub's OIDC provider already. An account takes one. Default: false. */
  readonly existingProvider?: boolean;
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
    const { repository, stages, existingProvider = false, qualifier = 'hnb659fds' } = props;
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
      for (const right of rightsOf({ stage, partition, account, region, qualifier })) role.addToPolicy(right);
      new CfnOutput(this, `RoleArn-${stage}`, { value: role.roleArn });
    }
  }

  #provider(existing: boolean): Pick<IOidcProvider, 'oidcProviderArn'> {
    if (existing) return { oidcProviderArn: `arn:${this.partition}:iam::${this.account}:oidc-provider/${ISSUER}` };
    return new OidcProviderNative(this, 'GitHub', { url: `https://${ISSUER}`, clientIds: ['sts.amazonaws.com'] });
  }
}

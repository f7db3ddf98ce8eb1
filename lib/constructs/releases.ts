import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type Alias, CfnAlias } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { FunctionName } from '../../functions/operations/index.ts';
import type { Settings } from '../settings/schema.ts';
import type { Functions } from './functions.ts';
import type { ReleaseAlarms } from './observability/step-alarms.ts';

export interface ReleasesProps {
  readonly settings: Settings;
  readonly functions: Functions;
  readonly releaseAlarms: ReleaseAlarms;
}

/**
 * Deployment configurations. Each lasts longer than two alarm periods, so a bad version is noticed before all calls
 * reach it.
 */
const SHIFTS = {
  canary: LambdaDeploymentConfig.CANARY_10PERCENT_15MINUTES,
  linear: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_2MINUTES,
};

/**
 * Moves calls to a new version of each function step by step, and back at once when an alarm of that function starts.
 */
export class Releases extends Construct {
  constructor(scope: Construct, id: string, { settings, functions, releaseAlarms }: ReleasesProps) {
    super(scope, id);
    if (settings.releaseShifting === 'all-at-once') return;
    const application = new LambdaApplication(this, 'Application', {
      applicationName: `password-reset-${settings.stage}`,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('codedeploy.amazonaws.com') });
    for (const { alias, node } of functions.all) {
      if (alias === undefined) continue;
      const name = node.id as FunctionName;
      new LambdaDeploymentGroup(this, name, {
        application,
        role,
        alias,
        deploymentConfig: SHIFTS[settings.releaseShifting],
        alarms: [...(releaseAlarms.get(name) ?? [])],
      });
      if (settings.releaseNow) moveWithoutShift(alias);
    }
  }
}

/**
 * Lets CloudFormation move the alias itself. CodeDeploy refuses to start while an alarm rings, and where the alias does
 * not lead to the version of the last template, as after a rollback (docs/adr/0031-releases-at-once.md).
 */
function moveWithoutShift({ node }: Alias): void {
  const { defaultChild } = node;
  if (!(defaultChild instanceof CfnAlias)) throw new Error('an alias has no resource of its own');
  defaultChild.cfnOptions.updatePolicy = undefined;
}

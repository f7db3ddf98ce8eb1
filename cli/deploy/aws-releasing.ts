import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CodeDeployClient, paginateListDeployments, StopDeploymentCommand } from '@aws-sdk/client-codedeploy';
import {
  GetAliasCommand,
  LambdaClient,
  paginateListVersionsByFunction,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { stackNameOf } from '../../lib/stage-names.ts';
import { AwsStacks } from '../doctor/aws/stacks.ts';
import { unlessMissing } from '../doctor/aws/unless-missing.ts';
import type { PublishedVersion, Releasing } from './rollback.ts';

const ALIAS = 'live';

/** Releases of a stage in the account of the environment's credentials. */
export function awsReleasing(stage: string, region: string | undefined): Releasing {
  const options = region === undefined ? {} : { region };
  const codeDeploy = new CodeDeployClient(options);
  const lambda = new LambdaClient(options);
  const stacks = new AwsStacks(new CloudFormationClient(options));
  const stackName = stackNameOf(stage);
  return {
    stack: () => stacks.find(stackName),
    async running() {
      const stack = await stacks.find(stackName);
      const groups = Object.values(stack?.resources ?? {}).filter(
        ({ type }) => type === 'AWS::CodeDeploy::DeploymentGroup',
      );
      const found: string[] = [];
      for (const { id: deploymentGroupName } of groups) {
        const asked = {
          applicationName: `password-reset-${stage}`,
          deploymentGroupName,
          includeOnlyStatuses: ['Created' as const, 'Queued' as const, 'InProgress' as const],
        };
        for await (const page of paginateListDeployments({ client: codeDeploy }, asked))
          found.push(...(page.deployments ?? []));
      }
      return found;
    },
    async stop(deploymentId) {
      await codeDeploy.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
    },
    async versions(FunctionName) {
      const found: PublishedVersion[] = [];
      for await (const { Versions = [] } of paginateListVersionsByFunction({ client: lambda }, { FunctionName })) {
        for (const { Version, LastModified } of Versions)
          if (Version !== undefined && LastModified !== undefined && Version !== '$LATEST')
            found.push({ version: Version, publishedAt: new Date(LastModified) });
      }
      return found;
    },
    async live(FunctionName) {
      const alias = await unlessMissing(lambda.send(new GetAliasCommand({ FunctionName, Name: ALIAS })));
      return alias?.FunctionVersion;
    },
    async move(FunctionName, FunctionVersion) {
      const RoutingConfig = { AdditionalVersionWeights: {} };
      await lambda.send(new UpdateAliasCommand({ FunctionName, Name: ALIAS, FunctionVersion, RoutingConfig }));
    },
  };
}

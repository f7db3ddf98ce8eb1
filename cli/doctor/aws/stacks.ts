import {
  type CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import type { Stack, Stacks } from '../account.ts';

/** States of a resource that its stack deleted, or left behind. */
const LEFT = ['DELETE_COMPLETE', 'DELETE_SKIPPED'];

export class AwsStacks implements Stacks {
  readonly #client: CloudFormationClient;

  constructor(client: CloudFormationClient) {
    this.#client = client;
  }

  async find(name: string): Promise<Stack | undefined> {
    const found = await this.#describe(name);
    if (found?.StackStatus === undefined) return undefined;
    const resources: [string, { type: string; id: string }][] = [];
    for await (const page of paginateListStackResources({ client: this.#client }, { StackName: name })) {
      for (const {
        LogicalResourceId,
        ResourceType,
        PhysicalResourceId,
        ResourceStatus,
      } of page.StackResourceSummaries ?? []) {
        if (ResourceStatus === 'DELETE_COMPLETE' || LogicalResourceId === undefined) continue;
        resources.push([LogicalResourceId, { type: ResourceType ?? '', id: PhysicalResourceId ?? '' }]);
      }
    }
    const outputs = (found.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]);
    return {
      status: found.StackStatus,
      outputs: Object.fromEntries(outputs) as Record<string, string>,
      resources: Object.fromEntries(resources),
      updatedAt: found.LastUpdatedTime,
    };
  }

  /** CloudFormation answers with the first 100 resources of the stack; the one with this ID may not be among them. */
  async ownerOf(PhysicalResourceId: string): Promise<string | undefined> {
    try {
      const { StackResources = [] } = await this.#client.send(
        new DescribeStackResourcesCommand({ PhysicalResourceId }),
      );
      const itself = StackResources.filter((resource) => resource.PhysicalResourceId === PhysicalResourceId);
      const wasLeft = itself.length > 0 && itself.every(({ ResourceStatus = '' }) => LEFT.includes(ResourceStatus));
      return wasLeft ? undefined : StackResources[0]?.StackName;
    } catch (error) {
      if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
      throw error;
    }
  }

  /** CloudFormation answers a name that it does not know with an error of validation. */
  async #describe(StackName: string) {
    try {
      const { Stacks = [] } = await this.#client.send(new DescribeStacksCommand({ StackName }));
      return Stacks[0];
    } catch (error) {
      if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
      throw error;
    }
  }
}

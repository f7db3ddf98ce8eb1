import {
  CloudFormationClient,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { REGION } from '../../../local/account.ts';
import { ROOT_KEY } from './emulator.ts';

/** Returns the resources of a deployed stack by their logical IDs. */
export async function stackResources(
  emulator: string,
  StackName: string,
): Promise<ReadonlyMap<string, StackResourceSummary>> {
  const credentials = { accessKeyId: ROOT_KEY, secretAccessKey: ROOT_KEY };
  const client = new CloudFormationClient({ endpoint: emulator, region: REGION, credentials });
  const resources = new Map<string, StackResourceSummary>();
  try {
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
      for (const resource of StackResourceSummaries) resources.set(resource.LogicalResourceId ?? '', resource);
  } finally {
    client.destroy();
  }
  return resources;
}

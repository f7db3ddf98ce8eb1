import {
  CloudFormationClient,
  paginateDescribeStackEvents,
  type StackEvent as AwsStackEvent,
} from '@aws-sdk/client-cloudformation';
import { beginsDeployment, type StackEvent } from './timings.ts';

/** Returns the events of a stack's last deployment and perhaps older ones, newest first. */
export async function eventsOfLastDeployment(stackName: string, region: string | undefined): Promise<StackEvent[]> {
  const client = new CloudFormationClient(region === undefined ? {} : { region });
  const found: StackEvent[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: stackName })) {
    found.push(...StackEvents.map(read));
    if (found.some(beginsDeployment)) break;
  }
  return found;
}

const read = (event: AwsStackEvent): StackEvent => ({
  resource: event.LogicalResourceId ?? '',
  type: event.ResourceType ?? '',
  status: event.ResourceStatus ?? '',
  at: event.Timestamp ?? new Date(0),
  ofStack: event.PhysicalResourceId !== undefined && event.PhysicalResourceId === event.StackId,
});

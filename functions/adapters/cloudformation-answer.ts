import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

/** Milliseconds. */
const TIMEOUT = 10_000;

/**
 * Reports the result of a custom resource to CloudFormation, at the URL that it gave for this answer.
 *
 * @param error reason of a failure, which rolls the deployment back
 * @throws if CloudFormation does not accept the answer
 */
export async function answerCloudFormation(
  { ResponseURL, StackId, RequestId, LogicalResourceId }: CloudFormationCustomResourceEvent,
  error?: string,
): Promise<void> {
  const response = await fetch(ResponseURL, {
    method: 'PUT',
    signal: AbortSignal.timeout(TIMEOUT),
    body: JSON.stringify({
      Status: error === undefined ? 'SUCCESS' : 'FAILED',
      Reason: error ?? '',
      PhysicalResourceId: LogicalResourceId,
      StackId,
      RequestId,
      LogicalResourceId,
    }),
  });
  if (!response.ok) throw new Error(`CloudFormation answered ${response.status}`);
}

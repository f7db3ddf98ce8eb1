import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

/** Milliseconds. */
const TIMEOUT = 10_000;

/**
 * Tells CloudFormation how a custom resource fared, at the address that it gave for this one answer.
 *
 * @param error why it failed; the deployment then goes back
 * @throws if the answer is not taken
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

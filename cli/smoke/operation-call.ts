import { type OperationId, operationOf } from '../../functions/operations/index.ts';
import { type Answer, httpCall } from './http-call.ts';

/** Calls an operation with exactly this body. */
export function callOperation(
  api: string,
  operationId: OperationId,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { method, path } = operationOf(operationId);
  return httpCall({
    method,
    url: `${api}${path}`,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

import type * as z from 'zod/mini';
import { type OperationId, operationOf, type RequestOf } from '../operations.ts';
import { Problem } from './problem.ts';

/** How much of an unknown field's name is given back. */
const LONGEST_FIELD_NAME = 64;

/** Checks a body against its operation's schema; throws an `invalid-request` problem that names each wrong field. */
export function validate<Id extends OperationId>(
  operationId: Id,
  body: Record<string, unknown> | undefined,
): RequestOf<Id> {
  const schema = operationOf(operationId).request;
  if (schema === undefined) return undefined as RequestOf<Id>;
  const result = schema.safeParse(body);
  if (result.success) return result.data as RequestOf<Id>;
  throw new Problem('invalid-request', {
    detail: 'One or more fields of the body are not valid.',
    errors: result.error.issues.flatMap((issue) => errorsOf(issue, body ?? {})),
  });
}

function errorsOf(issue: z.core.$ZodIssue, body: Record<string, unknown>): { field: string; detail: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: key.slice(0, LONGEST_FIELD_NAME),
      detail: 'is not a field of this request',
    }));
  }
  const field = issue.path.join('.');
  return [{ field, detail: Object.hasOwn(body, field) ? describe(issue) : 'is missing' }];
}

function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be a ${issue.expected}`;
    case 'too_small':
      return `must have at least ${issue.minimum} characters`;
    case 'too_big':
      return `must have at most ${issue.maximum} characters`;
    default:
      return issue.message;
  }
}

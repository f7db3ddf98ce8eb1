import type * as z from 'zod/mini';
import { Problem } from './problem.ts';

/** How much of an unknown field's name is given back. */
const LONGEST_FIELD_NAME = 64;

/** Checks a body against its operation's schema; throws an `invalid-request` problem that names each wrong field. */
export function validate<Request>(schema: z.ZodMiniType<Request>, body: Record<string, unknown>): Request {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new Problem('invalid-request', {
    detail: 'One or more fields of the body are not valid.',
    errors: result.error.issues.flatMap((issue) => errorsOf(issue, body)),
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

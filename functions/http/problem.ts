import type { APIGatewayProxyResult } from 'aws-lambda';
import { type ProblemCode, PROBLEMS } from '../operations/index.ts';

/** What a problem document says beside its code. */
export interface ProblemDetails {
  /** A narrower status than the code's own, such as 413. */
  readonly status?: number;
  /** A sentence for developers: what is wrong and how to mend it. Never a secret, never an internal. */
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly detail: string }[];
  readonly attemptsLeft?: number;
  readonly reasons?: readonly string[];
  readonly retryAfterSeconds?: number;
}

/** An answer that is not a success. Handlers return it for what they expect, middlewares throw it. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }

  /** As RFC 9457 has it. `Retry-After` is in whole seconds. */
  toResponse(): APIGatewayProxyResult {
    const { status, title } = PROBLEMS[this.code];
    const { status: narrower, retryAfterSeconds, ...members } = this.details;
    const statusCode = narrower ?? status;
    return {
      statusCode,
      headers: {
        'Content-Type': 'application/problem+json',
        ...(retryAfterSeconds !== undefined && { 'Retry-After': String(Math.ceil(retryAfterSeconds)) }),
      },
      body: JSON.stringify({
        type: `urn:problem:password-reset:${this.code}`,
        title,
        status: statusCode,
        code: this.code,
        ...members,
      }),
    };
  }
}

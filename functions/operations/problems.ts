import type { APIGatewayProxyResult } from 'aws-lambda';

/** Status and title of each stable `code` of a problem document (RFC 9457). */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'captcha-rejected': { status: 400, title: 'The captcha was not accepted' },
  'captcha-unavailable': { status: 503, title: 'The captcha cannot be verified right now' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'otp-rejected': { status: 400, title: 'The code was not accepted' },
  'reset-rejected': { status: 400, title: 'This reset cannot go on' },
  'password-rejected': { status: 400, title: 'The new password was not accepted' },
  'login-rejected': { status: 401, title: 'The user ID or the password is not right' },
  'service-unavailable': { status: 503, title: 'The service is not available right now' },
  'not-found': { status: 404, title: 'There is nothing here' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Members of a problem document beside its code. */
export interface ProblemDetails {
  /** A narrower status than the code's own, such as 413. */
  readonly status?: number;
  /** A sentence for developers that says what is wrong and how to fix it. It holds no secret and no internal. */
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly detail: string }[];
  readonly attemptsLeft?: number;
  readonly reasons?: readonly string[];
  readonly retryAfterSeconds?: number;
}

/** An answer that is not a success. An operation returns it for an expected outcome; middlewares throw it. */
export class Problem<Code extends ProblemCode = ProblemCode> extends Error {
  readonly code: Code;
  readonly details: ProblemDetails;

  constructor(code: Code, details: ProblemDetails = {}) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }

  /** The problem document, by RFC 9457. `Retry-After` is in whole seconds. */
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

import { PROBLEMS, type ProblemCode } from '../../functions/operations/index.ts';

interface Members {
  readonly [name: string]: { readonly [keyword: string]: unknown };
}

/** Description of a problem, with its members besides type, title, status and code. */
interface ProblemDescription {
  readonly description: string;
  readonly members?: Members;
  readonly required?: readonly string[];
  /** Values of its members in the example. */
  readonly example?: Readonly<Record<string, unknown>>;
}

const detail = { type: 'string', description: 'For developers: the problem and how to fix it.' };

const DESCRIPTIONS: Readonly<Record<ProblemCode, ProblemDescription>> = {
  'invalid-request': {
    description: 'The request does not match this document. Do not repeat it unchanged.',
    members: {
      detail,
      errors: {
        type: 'array',
        description: 'All invalid fields.',
        items: {
          type: 'object',
          properties: { field: { type: 'string' }, detail: { type: 'string' } },
          required: ['field', 'detail'],
        },
      },
    },
    example: {
      detail: 'One or more fields of the body are not valid.',
      errors: [{ field: 'captchaToken', detail: 'is missing' }],
    },
  },
  'captcha-rejected': {
    description: 'The captcha token was already used, is too old, or belongs to another action, site key or host.',
    members: { detail },
    example: { detail: 'Repeat the captcha and send its new token.' },
  },
  'captcha-unavailable': { description: 'The captcha provider is unavailable. Nothing was done.' },
  'rate-limited': {
    description:
      'There were too many calls for this account or from this address. `Retry-After` tells when to try again.',
  },
  'otp-rejected': {
    description: 'The code is wrong. When no attempts are left, request a new code.',
    members: { attemptsLeft: { type: 'integer', minimum: 0 } },
    required: ['attemptsLeft'],
    example: { attemptsLeft: 4 },
  },
  'reset-rejected': { description: 'The request has expired, has ended or never existed. Start again.' },
  'password-rejected': {
    description: 'The new password was not accepted. The reset stays open for another one.',
    members: {
      reasons: {
        type: 'array',
        items: { type: 'string' },
        description:
          'Reasons: `too-short`, `too-long`, `common`, `breached`, `context-word`, `reused`, ' +
          '`refused-by-directory`, `too-young` (no other password helps; it may be changed again later). More may be ' +
          'added, so show a general message for unknown ones.',
      },
    },
    required: ['reasons'],
    example: { reasons: ['too-short'] },
  },
  'login-rejected': { description: 'The user ID or the password is wrong, or the session has ended.' },
  'service-unavailable': { description: 'The service is temporarily unavailable. Try again after `Retry-After`.' },
  'not-found': { description: 'There is no operation with this path and method.' },
};

/** Converts `otp-rejected` to `OtpRejectedProblem`. */
export const schemaNameOf = (code: ProblemCode): string =>
  `${code.replace(/(^|-)([a-z])/g, (_match, _hyphen, letter: string) => letter.toUpperCase())}Problem`;

/** Returns the schema of a problem document (RFC 9457) with this code. */
function problemSchema(code: ProblemCode) {
  const { description, members = {}, required = [] } = DESCRIPTIONS[code];
  return {
    type: 'object',
    description,
    properties: {
      type: { type: 'string', format: 'uri', const: `urn:problem:password-reset:${code}` },
      title: { type: 'string', description: 'For developers, in English.' },
      status: { type: 'integer', description: 'Status of the response. Absent where API Gateway sets the status.' },
      code: { type: 'string', const: code },
      ...members,
    },
    required: ['type', 'title', 'code', ...required],
  };
}

export const exampleOf = (code: ProblemCode, status: number = PROBLEMS[code].status) => ({
  type: `urn:problem:password-reset:${code}`,
  title: PROBLEMS[code].title,
  status,
  code,
  ...DESCRIPTIONS[code].example,
});

export const problemCodes = Object.keys(PROBLEMS) as ProblemCode[];

export const problemSchemas = () =>
  Object.fromEntries(problemCodes.map((code) => [schemaNameOf(code), problemSchema(code)]));

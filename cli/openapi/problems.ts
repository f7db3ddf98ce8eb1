import { PROBLEMS, type ProblemCode } from '../../functions/operations/index.ts';

interface Members {
  readonly [name: string]: { readonly [keyword: string]: unknown };
}

/** What a problem says beside type, title, status and code. */
interface ProblemDescription {
  readonly description: string;
  readonly members?: Members;
  readonly required?: readonly string[];
  /** Values of its members, for the example. */
  readonly example?: Readonly<Record<string, unknown>>;
}

const detail = { type: 'string', description: 'For developers: what is wrong, and how to mend it.' };

const DESCRIPTIONS: Readonly<Record<ProblemCode, ProblemDescription>> = {
  'invalid-request': {
    description: 'The request is not of the form that is described here. To repeat it is of no use.',
    members: {
      detail,
      errors: {
        type: 'array',
        description: 'Each field that is wrong.',
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
    description: 'The token of the human check is used, too old, or of another action, site key or host.',
    members: { detail },
    example: { detail: 'Repeat the human check and send its new token.' },
  },
  'captcha-unavailable': { description: 'The provider of the human check cannot be asked; nothing was done.' },
  'rate-limited': {
    description: 'Too many calls for this account or from this address. `Retry-After` says for how long.',
  },
  'otp-rejected': {
    description: 'The code is wrong. With no attempts left only a new code helps.',
    members: { attemptsLeft: { type: 'integer', minimum: 0 } },
    required: ['attemptsLeft'],
    example: { attemptsLeft: 4 },
  },
  'reset-rejected': { description: 'The request has expired, has ended or was never there: start again.' },
  'password-rejected': {
    description: 'The new password is not good enough; the reset stays open for another.',
    members: {
      reasons: {
        type: 'array',
        items: { type: 'string' },
        description:
          'Such as `too-short`, `too-long`, `common`, `breached`, `context-word`, `reused`, `refused-by-directory`. More may come: have a sentence for those that you do not know.',
      },
    },
    required: ['reasons'],
    example: { reasons: ['too-short'] },
  },
  'login-rejected': { description: 'The user ID or the password is not right, or the session has ended.' },
  'service-unavailable': { description: 'Something behind the service failed. Try again after `Retry-After`.' },
  'not-found': { description: 'No operation has this path and method.' },
};

/** `otp-rejected` → `OtpRejectedProblem` */
export const schemaNameOf = (code: ProblemCode): string =>
  `${code.replace(/(^|-)([a-z])/g, (_match, _hyphen, letter: string) => letter.toUpperCase())}Problem`;

/** The schema of a problem document (RFC 9457) with this code. */
function problemSchema(code: ProblemCode) {
  const { description, members = {}, required = [] } = DESCRIPTIONS[code];
  return {
    type: 'object',
    description,
    properties: {
      type: { type: 'string', format: 'uri', const: `urn:problem:password-reset:${code}` },
      title: { type: 'string', description: 'For developers, in English.' },
      status: { type: 'integer', description: 'The status of the answer. Absent where the gateway chose it.' },
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

/** What the document says of a field, in whichever request or answer it stands. */
export interface FieldDescription {
  readonly description: string;
  readonly example: unknown;
}

const TOKEN = 'p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q';
const OTHER_TOKEN = 'Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M';

/** Every field of the contract. One that is not described here keeps the document from being made. */
const FIELDS: Readonly<Record<string, FieldDescription>> = {
  userId: { description: 'What the person logs in with.', example: 'alice' },
  email: { description: 'The address whose user IDs are to be mailed.', example: 'alice@example.com' },
  locale: {
    description:
      'The language of the mail, as a BCP 47 tag. Left out, or a language that there are no texts in: the account’s own, else English.',
    example: 'en',
  },
  captchaToken: {
    description:
      'The token of the human check, made for the action that the operation names (`x-captcha-action`). It is good for one call.',
    example: 'the-token-of-the-captcha',
  },
  resetId: {
    description:
      'Names the request to the steps that follow. It is a credential: keep it in the tab that got it, out of URLs and logs.',
    example: TOKEN,
  },
  reference: {
    description: 'Stands on the page and in the mail, so that a person finds the one to the other. No secret.',
    example: 'K7QM-3ZTD',
  },
  expiresAt: { description: 'When it ends, in UTC.', example: '2027-01-31T12:10:00.000Z' },
  resendAvailableAt: {
    description: 'From when on another code can be asked for, in UTC.',
    example: '2027-01-31T12:01:00.000Z',
  },
  otp: { description: 'The digits of the code in the mail, without spaces.', example: '40718263' },
  resetToken: {
    description: 'Allows the new password to be set, once. It is a credential like `resetId`.',
    example: `${TOKEN}.${OTHER_TOKEN}`,
  },
  newPassword: {
    description: 'The bound is for requests; what a password must be is told by `password-rejected`.',
    example: 'seven quiet rivers under old bridges',
  },
  confirmPassword: {
    description: 'Must equal `newPassword`.',
    example: 'seven quiet rivers under old bridges',
  },
  loginUrl: { description: 'Where LOGIN leads.', example: 'https://login.example.com/' },
  reportToken: {
    description: 'What stands behind the `#` of the “this wasn’t me” link in a mail.',
    example: `${OTHER_TOKEN}.${TOKEN}`,
  },
  password: { description: 'The password of the account.', example: 'correct horse battery staple' },
  sessionToken: {
    description: 'Sent as `Authorization: Bearer <sessionToken>`. It is a credential like `resetId`.',
    example: OTHER_TOKEN,
  },
};

/** @throws if there is no such field: describe it here */
export function fieldNamed(name: string): FieldDescription {
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (field === undefined) throw new Error(`cli/openapi/fields.ts: the field ${name} is not described`);
  return field;
}

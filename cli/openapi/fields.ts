/** Description of a field, the same in every request and response. */
export interface FieldDescription {
  readonly description: string;
  readonly example: unknown;
  /** True for a field that stands in place of another, so that an example has only one of them. */
  readonly alternative?: true;
}

const TOKEN = 'p7TgSPK0yQ2N3dXv5wLrJmBhZcEuAiOfVsYkG1t4x9Q';
const OTHER_TOKEN = 'Wb2kq8yHfR0sUv6TnDxLcZ3mJgE5aPiO7YtQ1wKuB4M';

/** All fields of the contract. The document cannot be generated while one is missing here. */
const FIELDS: Readonly<Record<string, FieldDescription>> = {
  userId: { description: 'User ID with which the user logs in.', example: 'alice' },
  email: { description: 'E-mail address whose user IDs are mailed to it.', example: 'alice@example.com' },
  locale: {
    description:
      'Language of the mail, as a BCP 47 tag. Default, also for a language without texts: the language of the ' +
      'account, or English.',
    example: 'en',
  },
  timeZone: {
    description:
      'Time zone in which the mails give times, by its IANA name. A browser knows it: ' +
      '`Intl.DateTimeFormat().resolvedOptions().timeZone`. Default, also for a name that is unknown: UTC.',
    example: 'Europe/Berlin',
  },
  captchaToken: {
    description:
      'Token of the captcha, for the action of the operation (`x-captcha-action`). It is valid for one call.',
    example: 'the-token-of-the-captcha',
  },
  action: {
    description: 'The `x-captcha-action` of the operation that the solved challenge is to open.',
    example: 'request_reset',
  },
  parameters: {
    description:
      'What is to be solved: derive keys with PBKDF2 from the bytes of `nonce` and a counter (four bytes, the highest ' +
      'first), from 0 on, until one begins with `keyPrefix`. `expiresAt` is in epoch seconds.',
    example: {
      algorithm: 'PBKDF2/SHA-256',
      cost: 5000,
      data: { action: 'request_reset', hostname: 'login.example.com' },
      expiresAt: 1801397400,
      keyLength: 32,
      keyPrefix: 'd1a4c6a7b05f40e2b3c75d0c9f1e6a28',
      keySignature: '5d6c21e3f0a94b7dc8e1a2f37b6054c19de8f7a0b3c2d1e4f5968778695a4b3c',
      nonce: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
      salt: 'a0b1c2d3e4f5061728394a5b6c7d8e9f',
    },
  },
  signature: {
    description: 'Proves that the challenge is of this deployment. Send it back unchanged with `parameters`.',
    example: '9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3928170615243342516070819a2b3c4d5',
  },
  resetId: {
    description:
      'Identifies the request in the following steps. It is a credential: keep it in the browser tab that received ' +
      'it, and out of URLs and logs.',
    example: TOKEN,
  },
  continuation: {
    description:
      'In place of `resetId`: the token in the link of a mail, which proves that its holder reads the mailbox. Of the ' +
      'two, send exactly one.',
    example: `${TOKEN}.1.${OTHER_TOKEN}`,
    alternative: true,
  },
  idempotencyKey: {
    description:
      'Random string of the caller for this call, 128 bits. If the answer is lost, send the same call again with it: ' +
      'it has one effect, and gets the same answer. A new captcha token is needed.',
    example: '5f0a1c94d2b84e6f9a37c1d0e8b2f463',
  },
  reference: {
    description: 'Shown on the page and in the mail, so that users can match the two. It is not secret.',
    example: 'K7QM-3ZTD',
  },
  expiresAt: { description: 'Time at which it expires, in UTC.', example: '2027-01-31T12:10:00.000Z' },
  resendAvailableAt: {
    description: 'Time from which another code can be requested, in UTC.',
    example: '2027-01-31T12:01:00.000Z',
  },
  otp: { description: 'Digits of the code in the mail, without spaces.', example: '40718263' },
  resetToken: {
    description: 'Allows setting the new password once. It is a credential like `resetId`.',
    example: `${TOKEN}.${OTHER_TOKEN}`,
  },
  newPassword: {
    description:
      'The new password. The maximum length only limits the request; the rules for passwords are in the reasons of ' +
      '`password-rejected`.',
    example: 'seven quiet rivers under old bridges',
  },
  confirmPassword: {
    description: 'Must be equal to `newPassword`.',
    example: 'seven quiet rivers under old bridges',
  },
  loginUrl: { description: 'URL of the login page.', example: 'https://login.example.com/' },
  reportToken: {
    description: 'Fragment, the part after `#`, of the “this wasn’t me” link in a mail.',
    example: `${OTHER_TOKEN}.${TOKEN}`,
  },
  password: { description: 'Password of the account.', example: 'correct horse battery staple' },
  sessionToken: {
    description: 'Send it as `Authorization: Bearer <sessionToken>`. It is a credential like `resetId`.',
    example: OTHER_TOKEN,
  },
  deviceToken: {
    description:
      'Token of a device that logged in before. Keep it on the device and send it with the next login: failed logins elsewhere then do not delay it. It opens no session, and ends with the password or after 90 days.',
    example: `1808136000.${OTHER_TOKEN}.${TOKEN}`,
  },
};

/**
 * Returns the description of a field.
 *
 * @throws where the field is missing above
 */
export function fieldNamed(name: string): FieldDescription {
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (field === undefined) throw new Error(`cli/openapi/fields.ts: the field ${name} has no description`);
  return field;
}

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

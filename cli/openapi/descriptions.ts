import type { OperationId } from '../../functions/operations/index.ts';

type Tag = 'Password resets' | 'User IDs' | 'Sessions';

/** Description of an operation for the OpenAPI document. */
export interface OperationDescription {
  readonly tag: Tag;
  readonly description: string;
  /** Description of the success response. */
  readonly success: string;
}

export const TAGS: readonly { readonly name: Tag; readonly description: string }[] = [
  { name: 'Password resets', description: 'The steps of a password reset, in order.' },
  { name: 'User IDs', description: 'For users who have forgotten their user ID.' },
  { name: 'Sessions', description: 'Login with the built-in directory.' },
];

export const DESCRIPTIONS: Readonly<Record<OperationId, OperationDescription>> = {
  'start-reset': {
    tag: 'Password resets',
    description:
      'Records the request and responds immediately. If the user exists, a code is mailed to their registered ' +
      'addresses. The response is the same for every user ID, known or unknown, and your front end must not show a ' +
      'difference either.',
    success: 'The request was recorded. Keep `resetId` for the next steps.',
  },
  'resend-otp': {
    tag: 'Password resets',
    description:
      'Mails a new code, which replaces the previous one and has its own attempts. Available from ' +
      '`resendAvailableAt`.',
    success: 'A new code will be mailed.',
  },
  'verify-otp': {
    tag: 'Password resets',
    description: 'Checks the code. Every call uses up one attempt, whether the code is correct or not.',
    success: 'The code is correct.',
  },
  'complete-reset': {
    tag: 'Password resets',
    description:
      'Sets the new password, ends all sessions of the user and mails a notice. After `password-rejected` you can ' +
      'use the same `resetToken` again. After a 503 it is unknown whether the password was changed: send the same ' +
      'request again.',
    success: 'The password was changed.',
  },
  'report-reset': {
    tag: 'Password resets',
    description:
      'Ends the request that the mail belongs to. Call this operation when the user presses a button, not when the ' +
      'page opens: programs such as mail scanners open links too.',
    success: 'The report was received. The response is the same for an unknown token.',
  },
  'remind-user-id': {
    tag: 'User IDs',
    description:
      'If the address is registered, a mail lists its user IDs. The response is the same for every address, ' +
      'registered or not, and your front end must not show a difference either.',
    success: 'The request was received.',
  },
  'log-in': {
    tag: 'Sessions',
    description: 'Starts a session.',
    success: 'The session lasts until `expiresAt`, unless it ends earlier.',
  },
  'who-am-i': { tag: 'Sessions', description: 'Returns the user of the session.', success: 'The session is active.' },
  'log-out': { tag: 'Sessions', description: 'Ends the session.', success: 'The session has ended.' },
};

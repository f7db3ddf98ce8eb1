import type { OperationId } from '../../functions/operations/index.ts';

type Tag = 'Password resets' | 'User IDs' | 'Sessions';

/** What a reader wants to know of an operation beside its fields. */
export interface OperationDescription {
  readonly tag: Tag;
  readonly description: string;
  /** What the good answer means. */
  readonly success: string;
}

export const TAGS: readonly { readonly name: Tag; readonly description: string }[] = [
  { name: 'Password resets', description: 'The steps of a reset, in their order.' },
  { name: 'User IDs', description: 'For who forgot the user ID too.' },
  { name: 'Sessions', description: 'The login of the built-in directory.' },
];

export const DESCRIPTIONS: Readonly<Record<OperationId, OperationDescription>> = {
  'start-reset': {
    tag: 'Password resets',
    description:
      'Records the request and answers at once. If there is such a user, a code is mailed to the registered address. The answer is the same for every user ID, known or not; so must be what you show.',
    success: 'The request is recorded. Keep `resetId` for the next steps.',
  },
  'resend-otp': {
    tag: 'Password resets',
    description: 'A new code replaces the one before it, and has its own attempts. Not before `resendAvailableAt`.',
    success: 'A new code is on its way.',
  },
  'verify-otp': {
    tag: 'Password resets',
    description: 'Spends one attempt, whether the code is right or not.',
    success: 'The code was right.',
  },
  'complete-reset': {
    tag: 'Password resets',
    description:
      'Sets the new password, ends every session of the user and mails a notice. After `password-rejected` the same `resetToken` is good for another try. After a 503 it is not known yet whether the password was changed: send the same request again.',
    success: 'The new password is in force.',
  },
  'report-reset': {
    tag: 'Password resets',
    description:
      'Ends the request that the mail belongs to. Call it when the person presses a button, not when the page is opened: programs open links too.',
    success: 'Taken. The answer is the same for a token that belongs to nothing.',
  },
  'remind-user-id': {
    tag: 'User IDs',
    description:
      'If the address is registered, a mail lists its user IDs. The answer is the same for every address, registered or not; so must be what you show.',
    success: 'Taken.',
  },
  'log-in': {
    tag: 'Sessions',
    description: 'Opens a session.',
    success: 'The session is open until `expiresAt`, unless it is ended before.',
  },
  'who-am-i': { tag: 'Sessions', description: 'Tells whose session the token is of.', success: 'The session is open.' },
  'log-out': { tag: 'Sessions', description: 'Ends the session.', success: 'The session has ended.' },
};

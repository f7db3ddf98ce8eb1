import { createHmac } from 'node:crypto';

/** A version of the secret `password-reset/<stage>/audit/subject`. */
export interface SubjectKey {
  readonly version: string;
  readonly secret: string;
}

/** Names a user as events do: docs/reference/events.md, "Which user". */
export function subjectOf({ version, secret }: SubjectKey, userId: string): { subject: string; subjectKey: string } {
  const mac = createHmac('sha256', secret);
  for (const part of ['subject', userId]) mac.update(`${Buffer.byteLength(part)}:${part}`);
  return {
    subject: mac.digest().subarray(0, 16).toString('base64url'),
    subjectKey: version.slice(0, 8),
  };
}

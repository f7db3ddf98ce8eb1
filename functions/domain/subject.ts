import { keyedDigest, type Pepper } from './digest.ts';

/** How an audit event names a user ID or an address: the same for the same one, and of no use without the key. */
export const subjectDigest = (key: Pepper, subject: string): string => keyedDigest(key, 'subject', subject);

/** {@link subjectDigest} with the version of the key. */
export const namedSubject = (key: Pepper, subject: string) => ({
  subject: subjectDigest(key, subject),
  subjectKey: key.version,
});

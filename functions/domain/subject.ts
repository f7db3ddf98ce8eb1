import { keyedDigest, type Pepper } from './digest.ts';

/** How an audit event names a user ID or an address: the same for the same one, and of no use without the key. */
export const subjectDigest = (pepper: Pepper, subject: string): string => keyedDigest(pepper, 'subject', subject);

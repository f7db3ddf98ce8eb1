import { keyedDigest, type Pepper, sameDigest } from './digest.ts';
import { keyDigest, type ResetRecord, resetKey } from './reset-record.ts';
import { type Continuation, Secret } from './secret.ts';

/**
 * Token in the link of a code's mail: `<record>.<issue>.<keyed digest>`. It proves that its holder reads the mailbox,
 * and stands in place of the `resetId`. It is derived, and no part of it is stored.
 */
export const continuationOf = (pepper: Pepper, { key, issue }: Pick<ResetRecord, 'key' | 'issue'>): Continuation =>
  new Secret(`${keyDigest(key)}.${issue}.${proofFor(pepper, keyDigest(key), String(issue))}`);

const proofFor = (pepper: Pepper, name: string, issue: string): string =>
  keyedDigest(pepper, 'continuation', name, issue);

/** Key of the record that a continuation names; undefined if none of the peppers made it. */
export function keyOfContinuation(continuation: Continuation, peppers: readonly Pepper[]): string | undefined {
  const [name = '', issue = '', proof = ''] = continuation.reveal().split('.');
  return peppers.some((pepper) => sameDigest(proofFor(pepper, name, issue), proof)) ? resetKey(name) : undefined;
}

import { digest } from '../domain/digest.ts';
import { keyOfContinuation } from '../domain/continuation.ts';
import { type Lane, resetKey } from '../domain/reset-record.ts';
import type { Continuation, ResetId } from '../domain/secret.ts';
import type { Peppers } from '../ports.ts';

/** What a call names its request by: exactly one of the two. */
export interface RequestProof {
  readonly resetId?: ResetId;
  readonly continuation?: Continuation;
}

/** Request that a call names, and the lane that its proof opens. */
export interface NamedRequest {
  readonly lane: Lane;
  readonly key: string;
}

/**
 * Finds the request of a call; undefined if the continuation is forged or its pepper is gone. A `resetId` is its own
 * proof: the table's key is its digest.
 */
export async function requestOf(
  peppers: Peppers,
  { resetId, continuation }: RequestProof,
): Promise<NamedRequest | undefined> {
  if (resetId !== undefined) return { lane: 'starter', key: resetKey(digest(resetId.reveal())) };
  if (continuation === undefined) return undefined;
  const known = [await peppers.current(), await peppers.previous()].filter((pepper) => pepper !== undefined);
  const key = keyOfContinuation(continuation, known) ?? keyOfContinuation(continuation, await peppers.latest());
  return key === undefined ? undefined : { lane: 'mail', key };
}

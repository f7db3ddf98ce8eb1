import { keyedDigest, type Pepper, sameDigest } from '../domain/digest.ts';
import { splitToken } from '../domain/random-token.ts';
import { keyDigest, type ResetRecord, resetKey } from '../domain/reset-record.ts';
import { cancelReported, reportApplying, reportCompleted } from '../domain/reset-steps.ts';
import { type ReportToken, Secret } from '../domain/secret.ts';
import type { Clock, Peppers, ResetStore } from '../ports.ts';
import { endRequest } from './end-request.ts';

export interface ReportResetPorts {
  readonly clock: Clock;
  readonly peppers: Peppers;
  readonly resets: ResetStore;
}

const proofFor = (pepper: Pepper, name: string): string => keyedDigest(pepper, 'report', name);

/** The token of a mail's "this wasn't me" link. It is derived: nothing of it is stored. */
export const reportTokenFor = (pepper: Pepper, key: string): ReportToken =>
  new Secret(`${keyDigest(key)}.${proofFor(pepper, keyDigest(key))}`);

/** Ends a request that its account's owner did not make, or records that a change was not his. It tells nothing back. */
export async function reportReset(
  { clock, peppers, resets }: ReportResetPorts,
  { reportToken, source }: { reportToken: ReportToken; source: string },
): Promise<void> {
  const { name, proof } = splitToken(reportToken.reveal());
  const known = [await peppers.current(), await peppers.previous()].filter((pepper) => pepper !== undefined);
  if (!known.some((pepper) => sameDigest(proofFor(pepper, name), proof))) return;

  const moment = { at: clock.now(), source };
  const ended = await endRequest(resets, resetKey(name), {
    cancelling: cancelReported(moment),
    revoking: reportApplying(moment),
  });
  if (ended.kind === 'refused' && ended.record?.state === 'COMPLETED') {
    await resets.take<ResetRecord>(resetKey(name), reportCompleted(moment));
  }
}

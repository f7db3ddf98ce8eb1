import { keyedDigest, type Pepper, sameDigest, splitToken } from '../domain/digest.ts';
import { cancelReported, reportApplying, reportBeforeNotice, reportCompleted } from '../domain/end-steps.ts';
import { keyDigest, type ResetRecord, resetKey } from '../domain/reset-record.ts';
import type { ResetStep } from '../domain/reset-steps.ts';
import type { Moment } from '../domain/moment.ts';
import type { Origin } from '../domain/origin.ts';
import { type ReportToken, Secret } from '../domain/secret.ts';
import type { AuditLog, Clock, Peppers, ResetStore, StepOutcome } from '../ports.ts';
import { recordRefusal } from './record-refusal.ts';

export interface ReportResetPorts {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly peppers: Peppers;
  readonly resets: ResetStore;
}

const proofFor = (pepper: Pepper, name: string): string => keyedDigest(pepper, 'report', name);

/** Token of a mail's "this wasn't me" link. It is derived, and no part of it is stored. */
export const reportTokenFor = (pepper: Pepper, key: string): ReportToken =>
  new Secret(`${keyDigest(key)}.${proofFor(pepper, keyDigest(key))}`);

/**
 * Ends a request that the account's owner did not make, or records that the owner did not make a change. The caller
 * learns nothing of the result.
 */
export async function reportReset(
  { audit, clock, peppers, resets }: ReportResetPorts,
  { reportToken, origin }: { reportToken: ReportToken; origin: Origin },
): Promise<void> {
  const { name, proof } = splitToken(reportToken.reveal());
  const isProof = (pepper: Pepper | undefined) => pepper !== undefined && sameDigest(proofFor(pepper, name), proof);
  const moment = { at: clock.now(), origin };
  const known = isProof(await peppers.current()) || isProof(await peppers.previous());
  if (!known && !(await peppers.latest()).some(isProof)) return recordRefusal(audit, 'report', moment);

  const ended = await endRequest(resets, resetKey(name), {
    cancelling: cancelReported(moment),
    revoking: reportApplying(moment),
  });
  if (ended.kind === 'taken') return;
  const { record } = ended;
  if (record?.state !== 'COMPLETED') return recordRefusal(audit, 'report', moment, record);
  const reported = await reportChange(resets, resetKey(name), moment);
  if (reported.kind === 'refused') recordRefusal(audit, 'report', moment, reported.record);
}

/** Maximum number of rounds: more than a request can go to APPLYING and back, which its password tries limit. */
const TRIES = 20;

/**
 * Records that the owner did not make the change; the directory then refuses the new password (R30). The notice may be
 * sent between the two writes; then both are tried again.
 */
async function reportChange(resets: ResetStore, key: string, moment: Moment): Promise<StepOutcome> {
  for (let tries = 0; tries < TRIES; tries++) {
    const noticed = await resets.take<ResetRecord>(key, reportCompleted(moment));
    if (noticed.kind === 'taken' || noticed.record?.pending === undefined) return noticed;
    const before = await resets.take<ResetRecord>(key, reportBeforeNotice(moment, noticed.record));
    if (before.kind === 'taken' || before.record?.reportedAt !== undefined) return before;
  }
  throw new Error('a change was noticed at every try to report it');
}

/**
 * Ends a request, or revokes its token while a change is in progress: that change cannot be cancelled, but no other
 * may start. Between the two writes the request can return to VERIFIED; then both are tried again.
 */
export async function endRequest(
  resets: ResetStore,
  key: string,
  { cancelling, revoking }: { readonly cancelling: ResetStep; readonly revoking: ResetStep },
): Promise<StepOutcome> {
  for (let tries = 0; tries < TRIES; tries++) {
    const cancelled = await resets.take<ResetRecord>(key, cancelling);
    if (cancelled.kind === 'taken' || cancelled.record?.state !== 'APPLYING') return cancelled;
    const revoked = await resets.take<ResetRecord>(key, revoking);
    if (revoked.kind === 'taken' || revoked.record?.state !== 'VERIFIED') return revoked;
  }
  throw new Error('a request changed at every try to end it');
}

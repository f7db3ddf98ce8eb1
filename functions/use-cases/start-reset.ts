import { namedSubject } from '../domain/subject.ts';
import type { AuditLog, Clock, LimitOutcome, Peppers, ResetStore, SourceLimiter } from '../ports.ts';
import { type Issued, recordReset, type RecordResetRules } from './record-reset.ts';
import { type Caller, countCall, recordExceeded } from './source-limit.ts';

export interface StartResetPorts {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly peppers: Peppers;
  readonly subjectKeys: Pick<Peppers, 'current'>;
  readonly resets: ResetStore;
}

export interface StartResetRules extends RecordResetRules {
  readonly startsPerSourcePerHour: number;
}

export type StartResetOutcome = Issued | Extract<LimitOutcome, { kind: 'exceeded' }>;

/** Counts a start against its source's hour. */
export const countStart = (
  ports: { readonly limiter: SourceLimiter },
  rules: Pick<StartResetRules, 'startsPerSourcePerHour'>,
  caller: Pick<Caller, 'source'>,
): Promise<LimitOutcome> => countCall(ports, 'start', caller, rules.startsPerSourcePerHour);

/**
 * Records the request for a reset, and nothing else: the directory is read later, behind the table's stream. So what this does, and how
 * long it takes, is the same for any user ID.
 *
 * @param limit outcome of {@link countStart}
 */
export async function startReset(
  ports: StartResetPorts,
  rules: RecordResetRules,
  { userId, locale, origin, browser }: { userId: string; locale?: string } & Caller,
  limit: LimitOutcome,
): Promise<StartResetOutcome> {
  const subject = namedSubject(await ports.subjectKeys.current(), userId);
  if (limit.kind === 'exceeded') {
    recordExceeded(ports, 'start', { origin, ...subject });
    return limit;
  }
  const { version: pepperVersion } = await ports.peppers.current();
  return recordReset(ports, rules, { userId, locale, pepperVersion, ...subject }, { origin, browser });
}

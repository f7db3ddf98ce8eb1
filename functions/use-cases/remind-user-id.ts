import { digest, namedSubject, randomToken } from '../domain/digest.ts';
import { newReminder } from '../domain/reminder-steps.ts';
import type { AuditLog, Clock, LimitOutcome, Peppers, ResetStore, SourceLimiter } from '../ports.ts';
import { type Caller, countCall, recordExceeded } from './source-limit.ts';

export interface RemindUserIdPorts {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly resets: ResetStore;
  readonly subjectKeys: Pick<Peppers, 'current'>;
}

export interface RemindUserIdRules {
  readonly startsPerSourcePerHour: number;
}

export type RemindUserIdOutcome = { readonly kind: 'accepted' } | Extract<LimitOutcome, { kind: 'exceeded' }>;

/** Counts a reminder against its source's hour. */
export const countReminder = (
  ports: { readonly limiter: SourceLimiter },
  rules: RemindUserIdRules,
  caller: Pick<Caller, 'source'>,
): Promise<LimitOutcome> => countCall(ports, 'remind', caller, rules.startsPerSourcePerHour);

/**
 * Records the request for the user IDs of an address. Whether the directory knows it is found out behind the stream.
 *
 * @param limit outcome of {@link countReminder}
 */
export async function remindUserId(
  ports: RemindUserIdPorts,
  {
    email,
    language,
    locale = language,
    timeZone,
    origin,
    browser,
  }: { email: string; locale?: string; timeZone?: string } & Caller,
  limit: LimitOutcome,
): Promise<RemindUserIdOutcome> {
  const subject = namedSubject(await ports.subjectKeys.current(), email);
  if (limit.kind === 'exceeded') {
    recordExceeded(ports, 'remind-per-source', { origin, ...subject });
    return limit;
  }
  const moment = { at: ports.clock.now(), origin, browser };
  const request = { digestOfId: digest(randomToken()), email, locale, zone: timeZone, ...subject };
  await ports.resets.create(newReminder(moment, request));
  return { kind: 'accepted' };
}

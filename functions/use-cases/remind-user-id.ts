import { digest, randomToken, namedSubject } from '../domain/digest.ts';
import { newReminder } from '../domain/reminder-steps.ts';
import type { LimitOutcome, Peppers, ResetStore } from '../ports.ts';
import { type Caller, countAgainstSource, type SourceLimitPorts } from './source-limit.ts';

export interface RemindUserIdPorts extends SourceLimitPorts {
  readonly resets: ResetStore;
  readonly subjectKeys: Pick<Peppers, 'current'>;
}

export interface RemindUserIdRules {
  readonly startsPerSourcePerHour: number;
}

export type RemindUserIdOutcome = { readonly kind: 'accepted' } | Extract<LimitOutcome, { kind: 'exceeded' }>;

/**
 * Records a request for the user IDs of an address. Whether the directory knows the address is found out later, by the
 * consumer of the stream.
 */
export async function remindUserId(
  ports: RemindUserIdPorts,
  rules: RemindUserIdRules,
  request: { email: string; locale?: string } & Caller,
): Promise<RemindUserIdOutcome> {
  const { email, locale, source, origin, browser, captcha } = request;
  const subject = namedSubject(await ports.subjectKeys.current(), email);
  const limit = await countAgainstSource(
    ports,
    'remind',
    { source, origin, captcha, ...subject },
    rules.startsPerSourcePerHour,
  );
  if (limit.kind === 'exceeded') return limit;

  const moment = { at: ports.clock.now(), origin, browser };
  await ports.resets.create(newReminder(moment, { digestOfId: digest(randomToken()), email, locale, ...subject }));
  return { kind: 'accepted' };
}

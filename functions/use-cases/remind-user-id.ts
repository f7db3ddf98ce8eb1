import type { Browser } from '../domain/browser.ts';
import { digest } from '../domain/digest.ts';
import { randomToken } from '../domain/random-token.ts';
import { requestReminder } from '../domain/reminder-steps.ts';
import type { LimitOutcome, ResetStore } from '../ports.ts';
import { countAgainstSource, type SourceLimitPorts } from './source-limit.ts';

export interface RemindUserIdPorts extends SourceLimitPorts {
  readonly resets: ResetStore;
}

export interface RemindUserIdRules {
  readonly startsPerSourcePerHour: number;
}

export type RemindUserIdOutcome = { readonly kind: 'accepted' } | Extract<LimitOutcome, { kind: 'exceeded' }>;

/** Records the wish for the user IDs of an address. Whether the directory knows it is found out behind the stream. */
export async function remindUserId(
  ports: RemindUserIdPorts,
  rules: RemindUserIdRules,
  request: { email: string; locale?: string; source: string; browser?: Browser },
): Promise<RemindUserIdOutcome> {
  const { email, locale, source, browser } = request;
  const limit = await countAgainstSource(ports, 'remind', source, rules.startsPerSourcePerHour);
  if (limit.kind === 'exceeded') return limit;

  const moment = { at: ports.clock.now(), source, browser };
  await ports.resets.create(requestReminder(moment, { digestOfId: digest(randomToken()), email, locale }));
  return { kind: 'accepted' };
}

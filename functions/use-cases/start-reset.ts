import { namedSubject } from '../domain/subject.ts';
import type { LimitOutcome, Peppers, ResetStore } from '../ports.ts';
import { type Issued, recordReset, type RecordResetRules } from './record-reset.ts';
import { type Caller, countAgainstSource, type SourceLimitPorts } from './source-limit.ts';

export interface StartResetPorts extends SourceLimitPorts {
  readonly peppers: Peppers;
  readonly subjectKeys: Pick<Peppers, 'current'>;
  readonly resets: ResetStore;
}

export interface StartResetRules extends RecordResetRules {
  readonly startsPerSourcePerHour: number;
}

export type StartResetOutcome = Issued | Extract<LimitOutcome, { kind: 'exceeded' }>;

/**
 * Records the wish to reset a password, and nothing else: the directory is read later, behind the table's stream. So
 * what this does, and how long it takes, is the same for any user ID.
 */
export async function startReset(
  ports: StartResetPorts,
  rules: StartResetRules,
  request: { userId: string; locale?: string } & Caller,
): Promise<StartResetOutcome> {
  const { userId, locale, source, origin, browser, captcha } = request;
  const subject = namedSubject(await ports.subjectKeys.current(), userId);
  const limit = await countAgainstSource(
    ports,
    'start',
    { source, origin, captcha, ...subject },
    rules.startsPerSourcePerHour,
  );
  if (limit.kind === 'exceeded') return limit;

  const { version: pepperVersion } = await ports.peppers.current();
  return recordReset(ports, rules, { userId, locale, pepperVersion, ...subject }, { origin, browser });
}

import type { ResultRow } from '../insights/result.ts';
import { answerOf, hits, type MonthlyFigures, nothingRead, wholeMonth } from './month.ts';
import type { Requirement } from './requirements.ts';

/** Result of a requirement by the evidence of one month. */
export interface Judgement {
  readonly result: 'met' | 'not met' | 'not shown' | 'not ours';
  /** Reason of any result except `met`. */
  readonly because?: string;
}

/**
 * Judges a requirement by the month alone: it is met only if the trail was read, no query shows the contrary, and the
 * check of the trail, where the item needs it, shows that the month is whole.
 */
export function judge(requirement: Requirement, figures: MonthlyFigures): Judgement {
  const { notOurs, elsewhere, brokenBy = [], evidence } = requirement;
  if (notOurs !== undefined) return { result: 'not ours', because: notOurs };
  const broken = brokenBy.filter((name) => answerOf(figures, name).length > 0);
  if (broken.length > 0) {
    const because = broken.map((name) => `${name}: ${hits(answerOf(figures, name).length)}`).join(', ');
    return { result: 'not met', because };
  }
  const policy = brokenPolicy(requirement, answerOf(figures, 'policies'));
  if (policy !== undefined) return { result: 'not met', because: policy };
  if (nothingRead(figures)) return { result: 'not shown', because: 'nothing was read' };
  if (figures.broken > 0) return { result: 'not shown', because: 'a part of the trail could not be read' };
  if (elsewhere !== undefined) return { result: 'not shown', because: elsewhere };
  const needsCheck = evidence.some((one) => 'verification' in one);
  const missing = needsCheck ? wholeMonth(figures) : undefined;
  return missing === undefined ? { result: 'met' } : { result: 'not shown', because: missing };
}

function brokenPolicy({ policy: rule }: Requirement, rows: readonly ResultRow[]): string | undefined {
  if (rule === undefined) return undefined;
  const policies = rows.map((row) => row['audit.policy'] ?? '');
  const broken = policies.filter((name) => {
    const [, minLength, attemptsPerCode, codesPerHour] = (/-min(\d+)-(\d+)x(\d+)x/.exec(name) ?? []).map(Number);
    if (minLength === undefined || attemptsPerCode === undefined || codesPerHour === undefined) return true;
    return !rule.holds({ minLength, attemptsPerCode, codesPerHour });
  });
  return broken.length === 0 ? undefined : `${rule.asks}, but ${broken.join(', ')} was in force`;
}

import type { Comparison } from './comparison.ts';
import { CONDITION_TEXT, type Condition } from './conditions.ts';

const HEAD = [
  'step',
  'compared',
  'pairs',
  'medians, ms',
  'difference (95 %), ms',
  'KS p',
  'AUC (95 %)',
  'equal answers',
] as const;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;

/** The comparisons of one condition as a Markdown table. */
export function markdownTable(condition: Condition, comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(
    ({ step, left, right, pairs, medianLeft, medianRight, difference, ksPValue, auc, answersDiffer }) =>
      row([
        step,
        `${left} / ${right}`,
        String(pairs),
        `${medianLeft.toFixed(2)} / ${medianRight.toFixed(2)}`,
        `${signed(difference.value)} (${signed(difference.low)} … ${signed(difference.high)})`,
        ksPValue.toFixed(3),
        `${auc.value.toFixed(3)} (${auc.low.toFixed(3)} … ${auc.high.toFixed(3)})`,
        answersDiffer === undefined ? 'yes' : 'no',
      ]),
  );
  const head = [`**${condition}**: ${CONDITION_TEXT[condition]}`, '', row(HEAD), row(HEAD.map(() => '---'))];
  return [...head, ...rows].join('\n');
}

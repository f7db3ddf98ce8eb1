import { markdownTable } from '../markdown-table.ts';
import { billOf, byService, type Line, type Stage, totalOf } from './bill.ts';
import { costOf } from './prices.ts';
import type { Usage } from './usage.ts';

export const PLANS = [
  { plan: 'mailALaCarte', name: 'à la carte' },
  { plan: 'mailEssentials', name: 'Essentials' },
] as const;

/** What a complete reset may cost, as a multiple of its two mails. */
export const GOAL = 1.25;

/** What it may cost by plan until the goal is reached: a change that makes it dearer fails. */
export const CEILING = { mailALaCarte: 1.38, mailEssentials: GOAL } as const;

const MAILS = 2;

export interface Verdict {
  readonly plan: string;
  /** Dollars of a complete reset. */
  readonly all: number;
  readonly mails: number;
  readonly ratio: number;
  readonly goalReached: boolean;
  readonly broken: boolean;
}

export function verdicts(usage: Usage, stage: Stage, processorFactor = 1): Verdict[] {
  return PLANS.map(({ plan, name }) => {
    const all = totalOf(billOf(usage, stage, plan, processorFactor));
    const mails = costOf(plan, MAILS);
    const ratio = all / mails;
    return { plan: name, all, mails, ratio, goalReached: ratio <= GOAL, broken: ratio > CEILING[plan] };
  });
}

const THOUSAND = 1000;
const money = (dollars: number, digits = 4): string => `$${dollars.toFixed(digits)}`;

const quantity = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

/** Every line of a bill for a thousand, with what its price is for. */
export function billTable(lines: readonly Line[], unitOf: (line: Line) => string): string {
  const total = totalOf(lines);
  const body = byService(lines).flatMap(({ service }) =>
    lines
      .filter((line) => line.service === service)
      .map((line) => [
        service,
        `${quantity(line.quantity * THOUSAND)} ${unitOf(line)}`,
        money(line.dollars * THOUSAND),
        `${((100 * line.dollars) / total).toFixed(1)} %`,
      ]),
  );
  const sum = ['**all**', '', `**${money(total * THOUSAND)}**`, ''];
  return markdownTable(['service', 'for 1,000', 'dollars', 'share'], [...body, sum]);
}

export const verdictTable = (found: readonly Verdict[]): string =>
  markdownTable(
    ['plan of SES', '1,000 resets', 'their mails', 'ratio', `goal of ${GOAL}`],
    found.map(({ plan, all, mails, ratio, goalReached }) => [
      plan,
      money(all * THOUSAND, 3),
      money(mails * THOUSAND, 2),
      ratio.toFixed(2),
      goalReached ? 'reached' : 'not reached',
    ]),
  );

export const abuseTable = (starts: readonly { readonly name: string; readonly lines: readonly Line[] }[]): string =>
  markdownTable(
    ['1,000 starts with', 'dollars', 'most of it'],
    starts.map(({ name, lines }) => {
      const dearest = byService(lines).slice(0, 3);
      return [
        name,
        money(totalOf(lines) * THOUSAND),
        dearest.map(({ service, dollars }) => `${service} ${money(dollars * THOUSAND)}`).join(', '),
      ];
    }),
  );

/** @param perReset dollars that one reset costs, all in */
export function monthTable(lines: readonly Line[], perReset: number): string {
  const total = totalOf(lines);
  const rows = byService(lines).map(({ service, dollars }) => [service, money(dollars, 2)]);
  const resets = Math.round(total / perReset);
  return [
    markdownTable(['a month without a reset', 'dollars'], [...rows, ['**all**', `**${money(total, 2)}**`]]),
    '',
    `As much as ${resets.toLocaleString('en-US')} resets cost; at ten times as many it is a tenth of their cost.`,
  ].join('\n');
}

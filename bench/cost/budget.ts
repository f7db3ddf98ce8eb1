import { markdownTable } from '../../testkit/measuring/markdown-table.ts';
import type { Measured } from '../scale/stations.ts';
import { billOf, byService, type Line, type Stage, totalOf } from './bill.ts';
import type { Found } from './measure.ts';
import { costOf, PRICES } from './prices.ts';
import { billedMilliseconds, type Usage } from './usage.ts';

const PLANS = [
  { plan: 'mailALaCarte', name: 'à la carte' },
  { plan: 'mailEssentials', name: 'Essentials' },
] as const;

/** The cost of a complete reset as a multiple of its two mails. */
const GOAL = 1.25;

/** A higher multiple fails. À la carte the goal is not reached yet. */
const CEILING = { mailALaCarte: 1.36, mailEssentials: GOAL } as const;

const MAILS = 2;

export interface Verdict {
  readonly plan: string;
  /** Dollars of a complete reset. */
  readonly all: number;
  readonly mails: number;
  readonly ratio: number;
  readonly goal: number;
  readonly ceiling: number;
}

export const verdicts = (usage: Usage, stage: Stage): Verdict[] =>
  PLANS.map(({ plan, name }) => {
    const all = totalOf(billOf(usage, stage, plan));
    const mails = costOf(plan, MAILS);
    return { plan: name, all, mails, ratio: all / mails, goal: GOAL, ceiling: CEILING[plan] };
  });

/** A complete reset as bench:scale reads it. */
export function perReset(found: Found, began: Date): Measured {
  const { apiCalls, writeUnits, readUnits, mails, functions } = found.reset;
  return {
    measured: began.toISOString().slice(0, 10),
    apiCalls,
    writeUnits,
    readUnits,
    mails,
    pending: found.pending,
    functions: Object.fromEntries(
      functions.map((use) => [use.name, { invocations: use.invocations, milliseconds: billedMilliseconds(use) }]),
    ),
    archiveBytes: functions.reduce((sum, { audit }) => sum + audit.recordBytes, 0),
    secretReads: found.secretReads,
  };
}

const THOUSAND = 1000;
const money = (dollars: number, digits = 4): string => `$${dollars.toFixed(digits)}`;

const quantity = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

/** Every line of a bill for a thousand. */
export function billTable(lines: readonly Line[]): string {
  const total = totalOf(lines);
  const body = byService(lines).flatMap(({ service }) =>
    lines
      .filter((line) => line.service === service)
      .map((line) => [
        service,
        `${quantity(line.quantity * THOUSAND)} ${PRICES[line.price].unit}`,
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
    found.map(({ plan, all, mails, ratio, goal }) => [
      plan,
      money(all * THOUSAND, 3),
      money(mails * THOUSAND, 2),
      ratio.toFixed(2),
      ratio <= goal ? 'reached' : 'not reached',
    ]),
  );

/** Processor time, and the time that Lambda would bill, of one warm invocation. */
export const functionTable = (functions: Usage['functions']): string =>
  markdownTable(
    ['function', 'invocations a reset', 'processor, ms', 'billed, ms'],
    functions.map((use) => [
      use.name,
      quantity(use.invocations),
      (use.processor / use.invocations).toFixed(1),
      String(billedMilliseconds(use)),
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

/** @param reset dollars of one reset */
export function monthTable(lines: readonly Omit<Line, 'price'>[], reset: number): string {
  const total = totalOf(lines);
  const rows = byService(lines).map(({ service, dollars }) => [service, money(dollars, 2)]);
  const resets = Math.round(total / reset);
  return [
    markdownTable(['a month without a reset', 'dollars'], [...rows, ['**all**', `**${money(total, 2)}**`]]),
    '',
    `As much as ${resets.toLocaleString('en-US')} resets.`,
  ].join('\n');
}

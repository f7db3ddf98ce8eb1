import { markdownTable } from '../../testkit/measuring/markdown-table.ts';
import { totalOf } from './bill.ts';
import { alarmsOf, type Deployed, type MonthLine, monthOf } from './fixed.ts';
import type { PriceName } from './prices.ts';
import { UNUSED } from './usage.ts';

/**
 * What a stage costs while nobody resets: the redelivery runs each minute, and the checkpoints pass through the stream.
 * The usage of a run of the redelivery is an estimate; `npm run bench:cost` measures it.
 */
const QUIET = {
  // No scheduled run counts anything while it succeeds.
  metrics: 0,
  // The functions of the steps are not running, so they read no secrets.
  secretReads: 0,
  tableUsers: 1,
  redelivery: {
    ...UNUSED,
    name: 'redelivery',
    invocations: 1,
    processor: 40,
    waits: { dynamodb: 1, ses: 0, captcha: 0 },
    readUnits: 8,
  },
};

/** The bill of a month in which nobody resets, by the template of a stage. */
export const quietMonth = (stack: Deployed): MonthLine[] => monthOf(stack, QUIET);

/** Dollars of a month in which nobody resets. */
export const priceOf = (stack: Deployed): number => totalOf(quietMonth(stack));

/**
 * Dollars that a profile may cost in such a month. The goal of the stage `dev` is 1: docs/reference/profiles.md says
 * what is missing.
 */
export const CEILINGS = { essential: 4.5, full: 20, dev: 2.25 } as const;

export interface Column {
  readonly name: string;
  readonly stack: Deployed;
}

/** The profiles as their settings are by themselves, then the stages of lib/settings/stages. */
export const columns = (deployed: (stage: string, overrides?: Record<string, unknown>) => Deployed): Column[] => [
  { name: '`essential`', stack: deployed('staging', { profile: 'essential' }) },
  { name: '`full`', stack: deployed('staging', { profile: 'full' }) },
  ...['dev', 'staging', 'prod'].map((stage) => ({ name: `stage ${stage}`, stack: deployed(stage) })),
];

const PARTS: readonly (readonly [string, readonly PriceName[]])[] = [
  ['alarms', ['alarmMetric']],
  ['metrics of ours', ['metric']],
  ['dashboard', ['dashboard']],
  ['firewall', ['webAcl', 'wafRule']],
  ['secrets', ['secret', 'secretRead']],
  ['keys', ['key', 'keyUse']],
  ['files of the archive', ['objectPut']],
];

const money = (dollars: number): string => (dollars === 0 ? 'none' : `$${dollars.toFixed(2)}`);

/** What each profile and stage pays for in a month in which nobody resets. */
export function priceTable(of: readonly Column[]): string {
  const bills = of.map(({ stack }) => quietMonth(stack));
  const row = (name: string, belongs: (line: MonthLine) => boolean) => [
    name,
    ...bills.map((lines) => money(totalOf(lines.filter(belongs)))),
  ];
  return markdownTable(
    ['a month without a reset', ...of.map(({ name }) => name)],
    [
      ...PARTS.map(([name, prices]) => row(name, ({ price }) => price !== undefined && prices.includes(price))),
      row('redelivery, every minute', ({ price }) => price === undefined),
      ['**all**', ...bills.map((lines) => `**${money(totalOf(lines))}**`)],
    ],
  );
}

/** The alarms of the profiles, with the number of metrics that each reads. */
export function alarmTable([essential, full]: readonly Column[]): string {
  const inEssential = new Map(essential === undefined ? [] : alarmsOf(essential.stack).map((one) => [one.name, one]));
  const all = full === undefined ? [] : alarmsOf(full.stack);
  const rows = all
    .toSorted((one, other) => one.severity.localeCompare(other.severity) || one.name.localeCompare(other.name))
    .map(({ name, severity, metrics }) => [
      name,
      severity,
      String(inEssential.get(name)?.metrics ?? ''),
      String(metrics),
    ]);
  const sum = (list: readonly { readonly metrics: number }[]) =>
    `**${list.length} alarms, ${list.reduce((total, { metrics }) => total + metrics, 0)} metrics**`;
  return markdownTable(
    ['alarm', 'severity', 'metrics in `essential`', 'metrics in `full`'],
    [...rows, ['**all**', '', sum([...inEssential.values()]), sum(all)]],
  );
}

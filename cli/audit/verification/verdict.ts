import { table } from '../../ops/outcome.ts';
import type { InputReport } from './verify-input.ts';

/** Verdict in parts, for text and for JSON. */
export interface Verdict {
  readonly checked: readonly string[];
  readonly notChecked: readonly string[];
  readonly found: number;
  readonly findings: InputReport['findings'];
  /** Period that is shown to be whole and unchanged; absent if there is none. */
  readonly whole?: { readonly from: string; readonly until: string };
  /** Reason why no period is shown to be whole. */
  readonly because?: string;
}

const number = (value: number): string => value.toLocaleString('en-US');

/** @param isTableRead whether the last numbers in the table were asked for */
export function verdictOf(report: InputReport): Verdict {
  const { checkpoints, coverage, unknownKeys, found, witnesses } = report;
  const [first, last] = [checkpoints[0], checkpoints.at(-1)];
  const checked = [
    `the digest of ${number(report.events + report.duplicates)} events in ${number(report.lines)} lines`,
    `the MAC of ${number(report.macs)} events, and the links and numbers of ${number(report.requests)} requests`,
    `the outcome of ${number(report.guesses)} guesses`,
    ...(first && last
      ? [
          `checkpoints ${first.sequence} to ${last.sequence}: that each listed event is here, and no other of a function`,
        ]
      : []),
    ...(witnesses === undefined ? [] : [`the last numbers of ${number(witnesses)} records in the table`]),
  ];
  const notChecked = [
    ...Array.from(
      unknownKeys,
      ([version, events]) => `the MAC of ${number(events)} events: the key ${version} was not given`,
    ),
    ...(checkpoints.length === 0 ? ['whether events are missing at the end of a request: there is no checkpoint'] : []),
    ...(report.uncovered > 0
      ? [`whether ${number(report.uncovered)} events are all: no checkpoint covers them${coverage ? ' yet' : ''}`]
      : []),
    ...(report.late > 0
      ? [
          `why no checkpoint lists ${number(report.late)} sealed events: they reached the log late, or from a holder of the key`,
        ]
      : []),
    ...(report.direct > 0 && coverage === undefined
      ? [`${number(report.direct)} events of functions: they have no MAC, and only a checkpoint protects them`]
      : []),
    ...(witnesses === undefined ? ['the last numbers in the table: --table was not set'] : []),
  ];
  const because =
    found > 0
      ? 'there are findings'
      : unknownKeys.size > 0
        ? 'a key is missing'
        : coverage === undefined
          ? 'no checkpoint covers a period that is in the input'
          : undefined;
  const base = { checked, notChecked, found, findings: report.findings };
  return because === undefined && coverage !== undefined
    ? { ...base, whole: coverage }
    : { ...base, because: because ?? 'no period is covered' };
}

const listed = (heading: string, lines: readonly string[]): string =>
  `${heading}\n${lines.map((line) => `  ${line}`).join('\n')}`;

export function verdictText(report: InputReport, verdict: Verdict): string {
  const { checked, notChecked, found, findings, whole, because } = verdict;
  const counts =
    `${number(report.events)} events, ${number(report.duplicates)} second deliveries, ` +
    `${number(report.otherLines)} other lines, ${number(found)} findings`;
  const rows = findings.map(({ finding, id, reason }) => [finding, id, reason]);
  const rest = found - findings.length;
  return [
    counts,
    listed('Checked', checked),
    ...(notChecked.length === 0 ? [] : [listed('Not checked', notChecked)]),
    ...(rows.length === 0 ? [] : [table(['FINDING', 'EVENT', 'REASON'], rows)]),
    ...(rest > 0 ? [`… and ${number(rest)} more findings.`] : []),
    whole === undefined ? `Nothing is shown to be whole: ${because}.` : `Whole from ${whole.from} to ${whole.until}.`,
  ].join('\n\n');
}

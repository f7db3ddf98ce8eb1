import { MOST_ROWS } from '../insights/parse-query.ts';
import type { ResultRow } from '../insights/result.ts';
import { incidentQueries } from '../queries/index.ts';
import { type AuditQuery, meaningOf } from '../queries/query.ts';
import { dailyChart, funnelChart } from './charts.ts';
import { type Html, html } from './html.ts';
import {
  answerOf,
  count,
  cutAnswers,
  daysOf,
  hits,
  type MonthlyFigures,
  nothingRead,
  numberIn,
  wholeMonth,
} from './month.ts';
import type { Verdict } from '../verification/verdict.ts';
import { dataTable, status } from './tables.ts';
import { commandLine } from '../../../lib/instructions.ts';

/** Lines at the top that say what the report cannot say. */
export function alerts(figures: MonthlyFigures): Html {
  const { broken } = figures;
  const unread = nothingRead(figures);
  const notWhole = unread ? undefined : wholeMonth(figures);
  const cut = cutAnswers(figures);
  const lines = [
    ...(unread
      ? ['Nothing was read: the trail has no event in this month. No "none" below says that nothing happened.']
      : []),
    ...(broken > 0
      ? [`${count(broken)} lines of the trail could not be read. The numbers below may lack events.`]
      : []),
    ...cut.map((name) => `The answer to ${name} was cut at ${count(MOST_ROWS)} rows.`),
    ...(notWhole === undefined ? [] : [`The month is not shown to be whole: ${notWhole}.`]),
  ];
  return html`${lines.map((line) => html`<p class="alert" role="alert">${line}</p>`)}`;
}

export function summary(figures: MonthlyFigures): Html {
  const [steps] = answerOf(figures, 'funnel');
  const found = incidentQueries.filter(({ name }) => answerOf(figures, name).length > 0);
  const refused = answerOf(figures, 'controls').reduce((sum, row) => sum + numberIn(row, 'events'), 0);
  const tiles: [string, string][] = [
    [count(numberIn(steps, 'requested')), 'resets requested'],
    [count(numberIn(steps, 'changed')), 'passwords changed'],
    [count(refused), 'refusals and failures'],
    [`${found.length} of ${incidentQueries.length}`, 'incident queries with hits'],
  ];
  return html`<ul class="tiles">${tiles.map(([number, label]) => html`<li><strong>${number}</strong><span>${label}</span></li>`)}</ul>
<p>${found.length === 0 ? 'No incident query has a hit.' : html`Hits to investigate: ${found.map(({ name }, index) => html`${index > 0 ? ', ' : ''}<a href="#${name}">${name}</a>`)}.`}</p>`;
}

const STEPS = ['requested', 'mailed', 'delivered', 'verified', 'changed', 'notified'];

export function howFar(figures: MonthlyFigures): Html {
  const [steps] = answerOf(figures, 'funnel');
  const requested = numberIn(steps, 'requested');
  const share = (value: number): string => (requested === 0 ? '–' : `${count((100 * value) / requested)} %`);
  const bars = STEPS.map((step) => ({ label: step, value: numberIn(steps, step), note: share(numberIn(steps, step)) }));
  const [time] = answerOf(figures, 'time-to-change');
  return html`<p>These numbers of the requests that began in the month reached each step. For an unknown or disabled user no mail is sent.</p>
<figure class="funnel">${funnelChart('Requests by step reached', bars)}</figure>
${dataTable(
  'Requests by step',
  [{ heading: 'Step' }, { heading: 'Requests', numeric: true }, { heading: 'Share of requested', numeric: true }],
  bars.map(({ label, value, note }) => [label, count(value), note]),
)}
<p>Time from the request to the changed password: median ${secondsIn(time, 'median')}, 95 % within ${secondsIn(time, 'of95Percent')}, shortest ${secondsIn(time, 'shortest')}.</p>`;
}

const secondsIn = (row: ResultRow | undefined, column: string): string =>
  row?.[column] === undefined ? '–' : `${count(numberIn(row, column))} s`;

export function byDay(figures: MonthlyFigures): Html {
  const rows = answerOf(figures, 'volumes');
  const days = daysOf(figures);
  const perDay = (holds: (row: ResultRow) => boolean): number[] =>
    days.map((day) =>
      rows
        .filter((row) => row['day']?.startsWith(day) === true && holds(row))
        .reduce((sum, row) => sum + numberIn(row, 'events'), 0),
    );
  const requested = perDay((row) => row['audit.event'] === 'reset_requested');
  const changed = perDay((row) => row['audit.event'] === 'password_changed');
  const failures = perDay((row) => row['audit.outcome'] === 'refused' || row['audit.outcome'] === 'failed');
  const all = perDay(() => true);
  return html`<figure>${dailyChart('Resets requested and passwords changed by day', days, [
    { name: 'resets requested', place: 1, values: requested },
    { name: 'passwords changed', place: 2, values: changed },
  ])}</figure>
${dataTable(
  'Events by day (UTC)',
  [
    { heading: 'Day' },
    { heading: 'Resets requested', numeric: true },
    { heading: 'Passwords changed', numeric: true },
    { heading: 'Refused or failed', numeric: true },
    { heading: 'All events', numeric: true },
  ],
  days
    .map((day, at) => [day, ...[requested, changed, failures, all].map((values) => count(values[at] ?? 0))])
    .filter((_row, at) => (all[at] ?? 0) > 0),
)}
<p class="soft">Days without events are left out.</p>`;
}

export function controls(figures: MonthlyFigures): Html {
  const rows = answerOf(figures, 'controls');
  if (rows.length === 0) return html`<p>No control refused anything.</p>`;
  return dataTable(
    'Refusals and failures, by event and reason',
    [{ heading: 'Event' }, { heading: 'Reason' }, { heading: 'Times', numeric: true }, { heading: 'Last' }],
    rows.map((row) => [
      row['audit.event'] ?? '',
      row['reason'] === row['audit.event'] ? '–' : (row['reason'] ?? ''),
      count(numberIn(row, 'events')),
      instant(row['at']),
    ]),
  );
}

const instant = (at = ''): string => at.replace('T', ' ').replace(/\.\d+Z?$/, '');

export const incidents = (figures: MonthlyFigures): Html => html`${dataTable(
  'Incident queries',
  [{ heading: 'Query' }, { heading: 'Question' }, { heading: 'Hits' }],
  incidentQueries.map(({ name, question }) => [
    html`<code>${name}</code>`,
    question,
    status(answerOf(figures, name).length),
  ]),
)}
${incidentQueries.map((query) => hitsOf(query, answerOf(figures, query.name)))}`;

/** Maximum of rows for a query. The command shows the rest. */
const MAXIMUM_SHOWN = 10;

function hitsOf(query: AuditQuery, rows: readonly ResultRow[]): Html {
  if (rows.length === 0) return html``;
  const { name } = query;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const rest = rows.length - MAXIMUM_SHOWN;
  return html`<h3 id="${name}">${name}: ${hits(rows.length)}</h3>
<p>${meaningOf(query)}</p>
${dataTable(
  rest > 0
    ? `First ${MAXIMUM_SHOWN} rows; ${commandLine('audit', `run ${name}`)} shows ${count(rest)} more`
    : 'All rows',
  columns.map((column) => ({ heading: column.replace(/^audit\./, '') })),
  rows.slice(0, MAXIMUM_SHOWN).map((row) => columns.map((column) => html`<code>${cellOf(row[column])}</code>`)),
  'hits',
)}`;
}

/** Shortens instants for people. */
const cellOf = (text = ''): string => (/^\d{4}-\d\d-\d\d[T ][\d:.]+Z?$/.test(text) ? instant(text) : text);

const wholeness = ({ whole, because }: Verdict): Html =>
  whole === undefined
    ? html`; <span class="bad">no period is shown to be whole</span>: ${because ?? ''}`
    : html`; whole from ${instant(whole.from)} to ${instant(whole.until)}`;

export function completeness(figures: MonthlyFigures): Html {
  const { verification } = figures;
  const lines = answerOf(figures, 'volumes').reduce((sum, row) => sum + numberIn(row, 'lines'), 0);
  const checked =
    verification.kind === 'checked'
      ? html`${count(verification.events)} events, ${count(verification.duplicates)} of them second deliveries, findings: ${status(verification.found, count(verification.found))}${wholeness(verification)}`
      : html`<span class="bad">not checked</span>: ${verification.why}`;
  return html`<dl class="facts">
<dt>Lines in the trail</dt><dd>${count(lines)}</dd>
<dt>Requests with a missing event</dt><dd>${status(answerOf(figures, 'gaps').length)}</dd>
<dt>Events recorded twice with different content</dt><dd>${status(answerOf(figures, 'contradictions').length)}</dd>
<dt>Digests, links and MACs</dt><dd>${checked}</dd>
</dl>
${
  verification.kind === 'checked' && verification.findings.length > 0
    ? dataTable(
        'Findings in the trail',
        [{ heading: 'Finding' }, { heading: 'Event' }, { heading: 'Reason' }],
        verification.findings
          .slice(0, MAXIMUM_SHOWN)
          .map(({ finding, id, reason }) => [finding, html`<code>${id}</code>`, reason]),
      )
    : ''
}`;
}

export function administration(figures: MonthlyFigures): Html {
  const rows = answerOf(figures, 'administrators');
  if (rows.length === 0) return html`<p>There are no orders of administrators.</p>`;
  return dataTable(
    'Orders of administrators',
    [
      { heading: 'Administrator' },
      { heading: 'Order' },
      { heading: 'Times', numeric: true },
      { heading: 'Users', numeric: true },
      { heading: 'Last' },
    ],
    rows.map((row) => [
      html`<code>${row['audit.by'] ?? ''}</code>`,
      row['audit.event'] ?? '',
      count(numberIn(row, 'orders')),
      count(numberIn(row, 'subjects')),
      instant(row['at']),
    ]),
  );
}

import { type Html, html } from './html.ts';
import { count } from './month.ts';

/**
 * Charts as inline SVG, which need no script and can be printed. A table beside each chart has its numbers as text.
 */

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Text behind the number. */
  readonly note?: string;
}

const WIDTH = 680;

/** Returns a chart of horizontal bars. */
export function funnelChart(title: string, bars: readonly Bar[]): Html {
  const [row, left, right] = [30, 150, 130];
  const longest = Math.max(1, ...bars.map(({ value }) => value));
  const height = bars.length * row;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">
${bars.map(({ label, value, note = '' }, index) => {
  const [y, width] = [index * row, round(((WIDTH - left - right) * value) / longest)];
  return html`<text class="label" x="${left - 10}" y="${y + 19}" text-anchor="end">${label}</text>
<rect class="bar" x="${left}" y="${y + 4}" width="${Math.max(width, 1)}" height="${row - 10}" rx="2"/>
<text x="${left + Math.max(width, 1) + 8}" y="${y + 19}"><tspan class="value">${count(value)}</tspan> <tspan class="note">${note}</tspan></text>
`;
})}</svg>`;
}

export interface Series {
  readonly name: string;
  /** Number of the CSS class: `series-1` or `series-2`. */
  readonly place: 1 | 2;
  readonly values: readonly number[];
}

/** Returns a chart of vertical bars, with one group of bars for each day. */
export function dailyChart(title: string, days: readonly string[], series: readonly Series[]): Html {
  const [left, top, bottom, plot] = [40, 26, 22, 140];
  const ceiling = niceCeiling(Math.max(1, ...series.flatMap(({ values }) => values)));
  const group = (WIDTH - left) / Math.max(1, days.length);
  const bar = Math.min(14, (group - 3) / series.length);
  const y = (value: number) => round(top + plot - (plot * value) / ceiling);
  const ticks = [...new Set([0, ceiling / 2, ceiling])].filter(Number.isInteger);
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${top + plot + bottom}" role="img" aria-label="${title}">
${series.map(
  ({ name, place }, index) =>
    html`<rect class="series-${place}" x="${left + index * 190}" y="4" width="11" height="11" rx="2"/><text class="label" x="${left + 17 + index * 190}" y="14">${name}</text>
`,
)}${ticks.map(
  (tick) =>
    html`<line class="grid" x1="${left}" x2="${WIDTH}" y1="${y(tick)}" y2="${y(tick)}"/><text class="tick" x="${left - 6}" y="${y(tick) + 4}" text-anchor="end">${count(tick)}</text>
`,
)}${days.map((day, index) => {
  const x = left + index * group + (group - bar * series.length) / 2;
  const bars = series.map(({ place, values }, at) => {
    const value = values[index] ?? 0;
    if (value === 0) return '';
    return html`<rect class="series-${place}" x="${round(x + at * bar)}" y="${y(value)}" width="${round(bar - 1)}" height="${round(top + plot - y(value))}"/>`;
  });
  return html`${bars}<text class="tick" x="${round(left + (index + 0.5) * group)}" y="${top + plot + 15}" text-anchor="middle">${Number(day.slice(-2))}</text>
`;
})}</svg>`;
}

const round = (number: number): number => Math.round(number * 10) / 10;

/**
 * Returns the next round number: 1, 2, 4, 6, 8 or 10 times a power of ten. From 2 on, half of it is a whole number.
 */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((step) => step * power).find((candidate) => candidate >= value) ?? value;
}

import { type Html, html } from './html.ts';
import { hits } from './month.ts';

export interface TableColumn {
  readonly heading: string;
  /** Aligns a column of numbers to the right. */
  readonly numeric?: boolean;
}

/**
 * Returns a table whose first column heads the rows.
 *
 * @param kind CSS class
 */
export const dataTable = (
  caption: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly (Html | string | number)[])[],
  kind = 'plain',
): Html => html`<div class="scroll"><table class="${kind}">
<caption>${caption}</caption>
<thead><tr>${columns.map(({ heading, numeric }) => html`<th scope="col" class="${numeric === true ? 'number' : 'text'}">${heading}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (cells) =>
    html`<tr>${cells.map((cell, index) => {
      const align = columns[index]?.numeric === true ? 'number' : 'text';
      const label = columns[index]?.heading ?? '';
      return index === 0
        ? html`<th scope="row" class="${align}">${cell}</th>`
        : html`<td class="${align}" data-label="${label}">${cell}</td>`;
    })}</tr>
`,
)}</tbody>
</table></div>`;

/** Returns a number of hits, in the style of a problem, or "none". */
export const status = (number: number, shown = hits(number)): Html =>
  number === 0 ? html`<span class="good">none</span>` : html`<span class="bad">${shown}</span>`;

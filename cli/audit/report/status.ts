import { type Html, html } from './html.ts';
import { hits } from './month.ts';

/** None is good. */
export const status = (number: number, shown = hits(number)): Html =>
  number === 0 ? html`<span class="good">none</span>` : html`<span class="bad">${shown}</span>`;

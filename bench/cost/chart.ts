import type { ServiceCost } from './bill.ts';

/** A chart of its own, as SVG that needs neither script nor fonts: bars that follow the reader's colour scheme. */

const WIDTH = 720;
const ROW = 28;
const LEFT = 150;
const RIGHT = 150;
const TOP = 34;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #1c2430 }
.title { font-weight: 600 }
.bar { fill: #1f5fa8 }
.mails { fill: #9cc3ee }
@media (prefers-color-scheme: dark) { text { fill: #e6eaf0 } .bar { fill: #6aa9ee } .mails { fill: #35567c } }`;

/** @param mails the service whose bar stands back, because the others are read against it */
export function costChart(title: string, costs: readonly ServiceCost[], mails = 'SES'): string {
  const longest = Math.max(...costs.map(({ dollars }) => dollars));
  const total = costs.reduce((sum, { dollars }) => sum + dollars, 0);
  const rows = costs.map(({ service, dollars }, index) => {
    const y = TOP + index * ROW;
    const width = Math.max(1, ((WIDTH - LEFT - RIGHT) * dollars) / longest);
    const share = `${((100 * dollars) / total).toFixed(1)} %`;
    return [
      `<text x="${LEFT - 8}" y="${y + 16}" text-anchor="end">${escaped(service)}</text>`,
      `<rect class="${service === mails ? 'mails' : 'bar'}" x="${LEFT}" y="${y + 3}" width="${width.toFixed(1)}" height="18" rx="2"/>`,
      `<text x="${(LEFT + width + 8).toFixed(1)}" y="${y + 16}">$${dollars.toFixed(4)} · ${share}</text>`,
    ].join('\n');
  });
  const height = TOP + costs.length * ROW + 6;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">
<style>${STYLE}
</style>
<text class="title" x="0" y="18">${escaped(title)}</text>
${rows.join('\n')}
</svg>
`;
}

import { incidentQueries } from '../queries/index.ts';
import { type Html, html } from './html.ts';
import { type Judgement, judge } from './judgement.ts';
import { answerOf, count, type MonthlyFigures } from './month.ts';
import { type Evidence, requirements } from './requirements.ts';
import { dataTable, status } from './tables.ts';

/** Returns a table of the requirements with their evidence in this month. */
export const mapping = (figures: MonthlyFigures): Html =>
  dataTable(
    'Requirements, whether they were met, and the evidence',
    [
      { heading: 'Item' },
      { heading: 'Requires' },
      { heading: 'In this month' },
      { heading: 'Met by' },
      { heading: 'Evidence' },
    ],
    requirements.map((requirement) => {
      const { standard, item, asks, metBy, evidence } = requirement;
      return [
        html`${standard}<br>${item}`,
        asks,
        resultOf(judge(requirement, figures)),
        metBy,
        html`<ul class="evidence">${evidence.map((one) => html`<li>${shown(one, figures)}</li>`)}</ul>`,
      ];
    }),
    'requirements',
  );

const STYLES = { met: 'good', 'not met': 'bad', 'not shown': 'bad', 'not ours': 'soft' } as const;

const resultOf = ({ result, because }: Judgement): Html =>
  html`<span class="${STYLES[result]}">${result}</span>${because === undefined ? '' : `: ${because}`}`;

function shown(evidence: Evidence, figures: MonthlyFigures): Html {
  if ('test' in evidence) return html`<code>${evidence.test}</code>`;
  if ('document' in evidence) return html`<code>${evidence.document}</code>`;
  if ('query' in evidence) {
    const number = answerOf(figures, evidence.query).length;
    const isIncident = incidentQueries.some(({ name }) => name === evidence.query);
    const rows = number === 1 ? '1 row' : `${count(number)} rows`;
    return html`query <code>${evidence.query}</code>: ${isIncident ? status(number) : rows}`;
  }
  const { verification } = figures;
  return verification.kind === 'checked'
    ? html`check of the trail, findings: ${status(verification.found, count(verification.found))}`
    : html`check of the trail: <span class="bad">not done</span>`;
}

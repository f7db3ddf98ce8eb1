import { readFileSync } from 'node:fs';
import { auditColumnType } from '../../../cli/audit/athena.ts';
import { commands } from '../../../cli/audit/commands/index.ts';
import { parseQuery } from '../../../cli/audit/insights/parse-query.ts';
import { auditQueries } from '../../../cli/audit/queries/index.ts';
import { reportQueries } from '../../../cli/audit/report/month.ts';
import { athenaNames, auditLogGroups, secretNames } from '../../../lib/stage-names.ts';

const guide = readFileSync(new URL('../../../docs/guides/audit-guide.md', import.meta.url), 'utf8');

test.each(auditQueries.map((query) => [query.name, query] as const))(
  'docs/guides/audit-guide.md has %s with the same question and the same meaning of a hit',
  (name, { question, aHitMeans, parameters }) => {
    const written = [name, ...parameters.map((parameter) => `--${parameter.name}`)].join(' ');
    const sentence = aHitMeans.charAt(0).toUpperCase() + aHitMeans.slice(1);
    expect(guide).toContain(`| \`${written}\` | ${question} | ${sentence} |`);
  },
);

test.each(Array.from(commands.keys()))('docs/guides/audit-guide.md shows %s', (name) => {
  expect(guide).toContain(`npm run audit -- ${name}`);
});

test('docs/guides/audit-guide.md has the rights on the log groups and secrets that the commands read', () => {
  const [, policy = ''] = /```json\n(\{[\s\S]*?\n\})\n```/.exec(guide) ?? [];
  const { Resource } = JSON.parse(policy) as { Resource: string[] };
  const patterns = Resource.map((arn) => arn.replace('arn:aws:logs:REGION:ACCOUNT:log-group:', '').replace(/:\*$/, ''));
  for (const group of auditLogGroups('STAGE', 'built-in'))
    expect(
      patterns.some(
        (pattern) => group === pattern || (pattern.endsWith('*') && group.startsWith(pattern.slice(0, -1))),
      ),
    ).toBe(true);
  const { auditSubject, auditMac } = secretNames('STAGE');
  expect(guide).toContain(`\`${auditSubject}\``);
  expect(guide).toContain(`\`${auditMac}\``);
});

test('docs/guides/audit-guide.md has the number of queries of a report', () => {
  expect(guide).toContain(`once for each of its queries (${reportQueries.length})`);
});

test('docs/guides/audit-guide.md asks the Athena table for fields that it has', () => {
  const [, sql = ''] = /```sql\n([\s\S]*?)\n```/.exec(guide) ?? [];
  const fields = new Set(auditColumnType().match(/[a-z]+(?=:)/g));
  const asked = [...sql.matchAll(/\baudit\."?([a-z]+)"?/g)].map(([, field]) => field ?? '');
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((field) => !fields.has(field))).toEqual([]);
  const { database, table } = athenaNames('prod');
  for (const [, from] of sql.matchAll(/^FROM (\S+)$/gm)) expect(from).toBe(`${database}.${table}`);
  // Without a day a query reads, and costs, the whole archive.
  expect(sql.match(/^WHERE day BETWEEN /gm)).toHaveLength(sql.match(/^SELECT /gm)?.length ?? 0);
});

/** Queries in the documents, which people paste into Logs Insights. */
const documents = [
  'docs/guides/audit-guide.md',
  'docs/guides/runbook.md',
  'docs/guides/operations.md',
  'docs/guides/releases.md',
  'docs/guides/captcha.md',
  'docs/guides/help-desk.md',
  'docs/reference/security.md',
  'docs/reference/mail-events.md',
];
const queriesIn = (text: string): string[] =>
  [...text.matchAll(/`((?:filter|fields|stats) [^`]+)`/g), ...text.matchAll(/^((?:filter|fields|stats) .+)$/gm)].map(
    ([, query]) => (query ?? '').replaceAll(/\s+/g, ' '),
  );
const written = documents.flatMap((path) =>
  queriesIn(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')).map((query) => [path, query] as const),
);

test.each(written)('%s has a query that our own parser accepts: %s', (_path, query) => {
  expect(parseQuery(query).commands.length).toBeGreaterThan(0);
});

test('the documents have queries', () => {
  expect(written.length).toBeGreaterThanOrEqual(8);
});

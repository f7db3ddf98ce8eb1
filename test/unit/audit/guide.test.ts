import { readFileSync } from 'node:fs';
import { commands } from '../../../cli/audit/commands/index.ts';
import { auditQueries } from '../../../cli/audit/queries/index.ts';
import { reportQueries } from '../../../cli/audit/report/month.ts';
import { auditLogGroups, secretNames } from '../../../lib/stage-names.ts';

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

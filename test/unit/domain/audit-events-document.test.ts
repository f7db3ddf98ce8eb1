import { readFileSync } from 'node:fs';
import { DIRECT_EVENTS } from '../../../functions/domain/audit-chain.ts';
import { verifyTrail } from '../../../testkit/trail-verification.ts';
import { type AuditEventName, OUTCOMES } from '../../../functions/domain/audit-event.ts';
import { publishedEvent, publishedEventJsonSchema } from '../../../functions/domain/published-event.ts';
import { pepperOf } from '../../../testkit/fakes/in-memory-peppers.ts';

const read = (name: string) => readFileSync(new URL(`../../../docs/reference/${name}`, import.meta.url), 'utf8');
const document = read('audit-events.md');

test('docs/reference/audit-events.md names every event, with its outcome and its source', () => {
  const rows = document
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, name = '']) => Object.hasOwn(OUTCOMES, name))
    .map(([, name, outcome, source]) => [name, outcome, source].join());
  const expected = (Object.keys(OUTCOMES) as AuditEventName[]).map((name) =>
    [name, OUTCOMES[name], DIRECT_EVENTS.has(name) ? 'function' : 'trail'].join(),
  );
  expect(new Set(rows)).toEqual(new Set(expected));
  expect(rows).toHaveLength(expected.length);
});

test('docs/reference/audit-events.md explains every field', () => {
  const [, fields = ''] = document.split('## Fields');
  const unexplained = Object.keys(publishedEvent().shape).filter((name) => !fields.includes(`\`${name}\``));
  expect(unexplained.filter((name) => !['schema', 'event', 'outcome', 'reason'].includes(name))).toEqual([]);
});

test('the example of docs/reference/audit-events.md is a whole trail', () => {
  const [, block = ''] = /```json\n([\s\S]*?)\n```/.exec(document) ?? [];
  const lines = block.split('\n').map((line) => (JSON.parse(line) as { audit: unknown }).audit);
  expect(verifyTrail(lines, [pepperOf(1)])).toEqual({ events: 3, duplicates: 0, findings: [] });
});

test('docs/reference/audit-event.schema.json is what `npm run audit-schema` makes', () => {
  expect(JSON.parse(read('audit-event.schema.json'))).toEqual(JSON.parse(JSON.stringify(publishedEventJsonSchema())));
});

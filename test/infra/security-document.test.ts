import { existsSync, readFileSync } from 'node:fs';
import { settingsSchema } from '../../lib/settings/schema.ts';
import { settingsOfStage, stageNames } from '../../lib/settings/stages/index.ts';

const root = new URL('../../', import.meta.url);
const document = readFileSync(new URL('docs/reference/security.md', root), 'utf8');
const named = (pattern: RegExp) => [...document.matchAll(pattern)].map(([, name = '']) => name);

test('every test that the document names exists', () => {
  const rows = document.split('\n').filter((line) => line.startsWith('| ') && line.includes('`test/'));
  const files = rows.flatMap((row) => {
    const cells = row.split('|');
    return [...(cells.at(-2) ?? '').matchAll(/`([^`]+)`/g)].map(([, file = '']) =>
      file.includes('/') ? file : `test/infra/${file}`,
    );
  });
  expect(files.length).toBeGreaterThan(15);
  expect(files.filter((file) => !existsSync(new URL(file, root)))).toEqual([]);
});

test('every link points to a file', () => {
  const links = named(/\]\(([^)]+)\)/g);
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter((link) => !existsSync(new URL(link, new URL('docs/reference/', root))))).toEqual([]);
});

test('every setting that the document names exists, and is on in the stages that the document names', () => {
  const known = Object.keys(settingsSchema.shape);
  const settings = named(/`([a-z]+[A-Z]\w+)(?:=\w+)?`/g);
  expect(settings.length).toBeGreaterThan(7);
  expect(settings.filter((name) => !known.includes(name))).toEqual([]);
  const stages = stageNames.map((stage) => settingsOfStage(stage));
  const having = (flag: 'waf' | 'customerManagedKey') => stages.filter((one) => one[flag]).map(({ stage }) => stage);
  expect([having('waf'), having('customerManagedKey')]).toEqual([['prod'], ['prod']]);
});

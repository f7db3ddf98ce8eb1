import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../../../cli/audit/commands/index.ts';
import { auditQueries } from '../../../../cli/audit/queries/index.ts';
import { temporaryFolder } from '../../local/emulators/temporary-folder.ts';
import { RecordedRun } from '../recorded-run.ts';
import { runWith } from './run-with.ts';

const folder = temporaryFolder();
const logs = join(folder, 'logs');
const broken = join(folder, 'broken');
const NOW = new Date('2026-11-24T12:00:00.000Z');

/** A usual day, then someone guesses codes, as functions log it among their other lines. */
beforeAll(async () => {
  const run = new RecordedRun();
  await run.usualDay();
  const issued = await run.start(run.user());
  for (let guess = 0; guess < 6; guess++) await run.guess(issued, undefined);
  const lines = (await run.events()).map((audit) => JSON.stringify({ audit }));
  mkdirSync(logs);
  writeFileSync(join(logs, 'audit-consumer.jsonl'), [...lines.slice(5), '{"level":"INFO"}', ''].join('\n'));
  writeFileSync(join(logs, 'verify-otp.jsonl'), lines.slice(0, 5).join('\n'));
  writeFileSync(join(logs, 'notes.txt'), 'no log');
  mkdirSync(broken);
  writeFileSync(join(broken, 'verify-otp.jsonl'), [...lines, '{"audit":{"ev'].join('\n'));
});

const audit = (...args: readonly string[]) => runWith([...args, '--logs', logs], NOW);

describe('a wrong command line', () => {
  test.each<[string, string[], string]>([
    ['nothing', [], 'COMMAND: must be one of: list, run, report, export, verify'],
    ['an unknown query', ['run', 'nope'], 'QUERY: must be one of: subject, request, changes-without-code'],
    ['no query', ['run'], 'arguments: QUERY is missing; must be QUERY [--since AGE]'],
    [
      'no file to verify',
      ['verify'],
      'arguments: FILE is missing: `npm run audit -- run events --since 30d --format jsonl',
    ],
    ['an unknown option', ['run', 'gaps', '--password=hunter2'], "options: Unknown option '--password'"],
    ['a wrong format', ['run', 'gaps', '--format', 'xml'], '--format: must be one of table, csv, json'],
    ['a wrong age', ['run', 'gaps', '--since', 'yesterday'], '--since: must be an age such as 30d'],
    ['a day that does not exist', ['run', 'gaps', '--since', '2026-13-01'], '--since: must be an age'],
    ['an end before the start', ['run', 'gaps', '--since', '1d', '--until', '2d'], '--since: must be before the end'],
    ['a missing subject', ['run', 'subject'], '--subject: is missing; the query subject needs it'],
    [
      'a subject for a query that takes none',
      ['run', 'gaps', '--subject', 'a'],
      '--subject: is not an option of the query gaps',
    ],
    ['a wrong reference', ['run', 'request', '--reference', 'K7'], '--reference: must be the eight letters and digits'],
    ['no month', ['report'], '--month: is missing'],
    ['a wrong month', ['report', '--month', '2026-13'], '--month: must be a month such as 2026-11'],
    ['a future month', ['report', '--month', '2026-12'], '--month: has not begun yet'],
    ['a missing file', ['verify', '/nowhere'], 'FILE: cannot be read'],
  ])('with %s ends with 2, and names the argument', async (_what, args, message) => {
    const { code, out, err } = await runWith(args.length === 0 ? [] : [...args, '--logs', logs], NOW);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`Wrong command line: ${message}`);
    expect(err).not.toContain('hunter2');
  });

  test.each<[string, string[], string]>([
    [
      'neither a stage nor a running laptop cloud',
      ['run', 'gaps', '--endpoints', '/nowhere.json'],
      '--endpoints: there is no such file',
    ],
    ['an unknown stage', ['run', 'gaps', '--stage', 'nope'], 'there is no stage "nope"'],
    ['a missing folder', ['run', 'gaps', '--logs', '/nowhere'], '--logs: cannot be read'],
    [
      'a subject, and nowhere to read the key',
      ['run', 'subject', '--subject', 'a', '--logs', '.'],
      '--stage: is missing',
    ],
  ])('with %s', async (_what, args, message) => {
    expect(await runWith(args, NOW)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });

  test.each([
    ['that is empty', '', 'has no audit event'],
    ['that is of another query', '{"rows":[{"audit.event":"x"}]}', 'has rows without @message'],
    ['that is broken CSV', '@timestamp,@message\n"a","b', 'is CSV with broken quotes'],
  ])('verifies a file %s', async (_what, content, message) => {
    const file = join(folder, 'export');
    writeFileSync(file, content);
    expect(await audit('verify', file)).toMatchObject({ code: 2, err: expect.stringContaining(`FILE: ${message}`) });
  });
});

test('an incident sets the exit code 1', async () => {
  const { code, out, err } = await audit('run', 'guessing');
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toContain('Which users had a code locked');
  expect(out).toMatch(/\nsubject +day +guesses +rightGuesses +locks/);
  expect(out).toContain('A hit means: someone tries');
});

test('with a broken line no answer is "Nothing found" with 0', async () => {
  const { code, out, err } = await runWith(['run', 'spraying', '--logs', broken], NOW);
  expect({ code, out }).toEqual({
    code: 1,
    out: expect.stringContaining('Nothing found in the lines that could be read.'),
  });
  expect(err).toMatch(/verify-otp\.jsonl:\d+ is not a complete audit event and is ignored\n1 line was not read/);
});

test('nothing found, and facts, set the exit code 0', async () => {
  expect(await audit('run', 'spraying')).toMatchObject({ code: 0, out: expect.stringContaining('Nothing found.') });
  expect(await audit('run', 'funnel')).toMatchObject({ code: 0, out: expect.stringContaining('A row means:') });
});

test('only what is in the period counts', async () => {
  expect((await audit('run', 'guessing', '--until', '2026-11-23')).out).toContain('Nothing was read.');
  expect((await audit('run', 'guessing', '--since', '2026-11-23', '--until', '2026-11-24')).code).toBe(1);
  // Nothing was recorded in these hours, not even a checkpoint.
  expect(await audit('run', 'guessing', '--since', '2h')).toMatchObject({
    code: 1,
    out: expect.stringContaining('Nothing was read.'),
  });
});

test('JSON has the question, the trail, the period and the rows', async () => {
  const { out } = await audit('run', 'guessing', '--format', 'json', '--since', '2026-11-23');
  expect(JSON.parse(out)).toEqual({
    query: 'guessing',
    finds: 'incidents',
    question: expect.stringContaining('Which users had a code locked'),
    aHitMeans: expect.any(String),
    trail: logs,
    from: '2026-11-23T00:00:00.000Z',
    until: '2026-11-24T12:00:00.000Z',
    rows: [expect.objectContaining({ guesses: 5, locks: 1 })],
  });
});

test('a reference is accepted in any spelling', async () => {
  const { out } = await audit('run', 'events', '--format', 'json');
  const [line = ''] = (JSON.parse(out) as { rows: { '@message': string }[] }).rows.map((row) => row['@message']);
  const { reference } = (JSON.parse(line) as { audit: { reference: string } }).audit;
  const found = await audit('run', 'request', '--reference', reference.toLowerCase().replace('-', ' '));
  expect(found).toMatchObject({ code: 0, out: expect.stringContaining('password_changed') });
});

test('the report of a month is written to a file, and says when the trail was not checked', async () => {
  const out = join(folder, 'report.html');
  const { code, err } = await audit('report', '--month', '2026-11', '--out', out);
  expect({ code, last: err.trim().split('\n').at(-1) }).toEqual({ code: 0, last: 'verification …' });
  const text = readFileSync(out, 'utf8');
  expect(text).toContain('guessing: 1 hit');
  expect(text).toContain('not checked</span>: --stage: is missing');
  expect(text).toContain('of a month that is not over');
});

test('the report as JSON has numbers as numbers, and the results of the requirements', async () => {
  const { code, out } = await audit('report', '--month', '2026-11', '--format', 'json');
  expect(code).toBe(0);
  const json = JSON.parse(out) as {
    queries: { query: string; rows: Record<string, unknown>[] }[];
    requirements: unknown[];
  };
  const rows = (name: string) => json.queries.find(({ query }) => query === name)?.rows ?? [];
  expect(rows('funnel')).toEqual([expect.objectContaining({ requested: 7, changed: 3 })]);
  expect(rows('guessing')).toEqual([expect.objectContaining({ guesses: 5, 'audit.subject': expect.any(String) })]);
  expect(json.requirements).toContainEqual({ standard: 'PCI DSS 4.0.1', item: '8.3.3', result: 'met' });
});

test('a report of a month of which nothing was read ends with 1', async () => {
  const { code, out } = await audit('report', '--month', '2026-09');
  expect(code).toBe(1);
  expect(out).toContain('Nothing was read');
});

test.each(Array.from(commands.keys()))('%s explains itself', async (name) => {
  const { code, out, err } = await runWith([name, '--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`npm run audit -- ${name}`);
  expect(out).toContain('Exit codes: 0 nothing found');
});

test('--help lists every command, and list every query', async () => {
  const help = await runWith(['--help']);
  for (const name of commands.keys()) expect(help.out).toContain(`  ${name} `);
  const { code, out } = await runWith(['list', '--logs', logs]);
  expect(code).toBe(0);
  for (const { name, question } of auditQueries)
    expect(out).toMatch(new RegExp(`^${name}[^\n]*${question.slice(0, 20)}`, 'm'));
});

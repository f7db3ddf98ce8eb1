import { existsSync } from 'node:fs';
import { logEvent } from '../../../../cli/audit/insights/log-event.ts';
import { runQuery } from '../../../../cli/audit/insights/run-query.ts';
import { auditQueries } from '../../../../cli/audit/queries/index.ts';
import { savedText } from '../../../../cli/audit/queries/query.ts';
import { html } from '../../../../cli/audit/report/html.ts';
import { judge } from '../../../../cli/audit/report/judgement.ts';
import { type MonthlyFigures, reportQueries } from '../../../../cli/audit/report/month.ts';
import { monthlyReport } from '../../../../cli/audit/report/monthly-report.ts';
import { requirements } from '../../../../cli/audit/report/requirements.ts';
import type { PublishedEvent } from '../../../../functions/domain/published-event.ts';
import { RecordedRun } from '../recorded-run.ts';

const MADE_AT = new Date('2026-12-01T06:00:00.000Z');

const CHECKED = { kind: 'checked', duplicates: 0, checked: [], notChecked: [], found: 0, findings: [] } as const;

function figuresOf(events: readonly PublishedEvent[], given: Partial<MonthlyFigures> = {}): MonthlyFigures {
  const lines = events.map((audit) => logEvent(new Date(audit.at), JSON.stringify({ audit })));
  return {
    month: '2026-11',
    trail: 'stage prod',
    start: new Date('2026-11-01'),
    end: new Date('2026-12-01'),
    madeAt: MADE_AT,
    broken: 0,
    answers: new Map(reportQueries.map((query) => [query.name, runQuery(savedText(query), lines, { now: MADE_AT })])),
    verification: {
      ...CHECKED,
      events: events.length,
      whole: { from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' },
    },
    ...given,
  };
}

async function day(incident: (run: RecordedRun) => Promise<void> = async () => {}): Promise<readonly PublishedEvent[]> {
  const run = new RecordedRun();
  await run.usualDay();
  await incident(run);
  return run.events();
}

/** Text that a reader sees. */
const textOf = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

test('a month without incidents says so, with its numbers', async () => {
  const page = textOf(monthlyReport(figuresOf(await day())));
  expect(page).toContain('6 resets requested');
  expect(page).toContain('3 passwords changed');
  expect(page).toContain('0 of 17 incident queries with hits');
  expect(page).toContain('No incident query has a hit.');
  expect(page).toContain('verified 4 66.7 %');
  expect(page).toContain('median 40 s');
  expect(page).toContain('2026-11-23 6 3');
  expect(page).toContain('unknown-account 1 2026-11-23');
  expect(page).toContain('user_disable_ordered 1 1');
});

test('an incident is named at the top, explained, and shown in its requirements', async () => {
  const events = await day(async (run) => {
    const issued = await run.start(run.user());
    for (let guess = 0; guess < 5; guess++) await run.guess(issued, undefined);
  });
  const page = textOf(monthlyReport(figuresOf(events)));
  expect(page).toContain('1 of 17 incident queries with hits');
  expect(page).toContain('Hits to investigate: guessing .');
  expect(page).toContain('guessing: 1 hit A hit means: someone tries to guess the codes');
  expect(page).toMatch(/8\.3\.4 .* query guessing : 1 hit/);
  expect(page).toMatch(/6\.3\.1 .* met/);
});

test('findings of the trail are shown, and so is a check that was not done', async () => {
  const events = await day();
  const findings = [{ id: 'request:3', finding: 'missing', reason: 'event 3 of its request is not there' }] as const;
  const faulty = textOf(
    monthlyReport(
      figuresOf(events, {
        verification: { ...CHECKED, events: 9, duplicates: 2, found: 1, findings, because: 'there are findings' },
      }),
    ),
  );
  expect(faulty).toContain('9 events, 2 of them second deliveries, findings: 1');
  expect(faulty).toContain('missing request:3 event 3 of its request is not there');
  const unchecked = textOf(
    monthlyReport(figuresOf(events, { verification: { kind: 'not-checked', why: 'no right' } })),
  );
  expect(unchecked).toContain('not checked : no right');
  expect(unchecked).toContain('check of the trail: not done');
});

const resultsOf = (figures: MonthlyFigures) =>
  new Map(requirements.map((requirement) => [requirement.item, judge(requirement, figures)]));

describe('a requirement is', () => {
  test('met by the evidence of the month, where nothing shows the contrary', async () => {
    const results = resultsOf(figuresOf(await day()));
    for (const item of ['CC6.1', 'A.8.15', '8.3.3', '8.3.6', '10.3.2, 10.3.4', '6.3.7', '7.4.3'])
      expect([item, results.get(item)]).toEqual([item, { result: 'met' }]);
  });

  test('not met where the rules in force break it: fifteen guesses an hour are more than ten', async () => {
    const figures = figuresOf(await day());
    expect(resultsOf(figures).get('8.3.4')).toMatchObject({
      result: 'not met',
      because: expect.stringContaining('at most 10 guesses an hour, but digits8-min15-5x3x10 was in force'),
    });
    const strict = new Map(figures.answers).set('policies', [{ 'audit.policy': 'digits8-min15-5x2x10' }]);
    expect(resultsOf({ ...figures, answers: strict }).get('8.3.4')).toEqual({ result: 'met' });
    const short = new Map(figures.answers).set('policies', [{ 'audit.policy': 'digits8-min8-5x2x10' }]);
    expect(resultsOf({ ...figures, answers: short }).get('8.3.6')?.result).toBe('not met');
  });

  test.each([
    ['gaps', ['A.8.15', '10.2.1.4, 10.2.1.5', '16.2.1, 16.3.1']],
    ['changes-without-code', ['CC6.1', '8.3.3', '6.3.1']],
    ['changes-without-notice', ['6.3.7']],
    ['sessions-not-ended', ['7.4.3']],
    ['success-after-failures', ['CC6.6', '6.3.1']],
    ['login-guessing', ['8.3.4']],
  ])('not met where %s has a hit', async (name, items) => {
    const figures = figuresOf(await day());
    const results = resultsOf({ ...figures, answers: new Map(figures.answers).set(name, [{ at: 'x' }]) });
    for (const item of items) expect([item, results.get(item)?.result]).toEqual([item, 'not met']);
  });

  test('not shown where nothing was read, a part was not read, or the trail is not shown to be whole', async () => {
    const events = await day();
    const ours = requirements.filter(({ notOurs }) => notOurs === undefined);
    expect(ours.filter((each) => judge(each, figuresOf([])).result === 'met')).toEqual([]);
    expect(ours.filter((each) => judge(each, figuresOf(events, { broken: 1 })).result === 'met')).toEqual([]);
    const until = '2026-11-20T00:00:00.000Z';
    for (const verification of [
      { kind: 'not-checked', why: 'no right' },
      { ...CHECKED, events: 9, because: 'a key is missing' },
      { ...CHECKED, events: 9, whole: { from: '2026-11-01T00:00:00.000Z', until } },
    ] as const) {
      const results = resultsOf(figuresOf(events, { verification }));
      for (const item of ['A.8.15', '10.3.2, 10.3.4']) expect(results.get(item)?.result).toBe('not shown');
      expect(results.get('8.3.3')?.result).toBe('met');
    }
  });

  test('not ours where others have the duty, whatever was read', () => {
    expect(resultsOf(figuresOf([])).get('8.3.5, 8.3.7, 8.3.9')).toMatchObject({ result: 'not ours' });
  });
});

test('a month of which nothing was read has a red line at the top, and no met item', () => {
  const page = monthlyReport(figuresOf([]));
  expect(page).toMatch(/<p class="alert" role="alert">Nothing was read: the trail has no event in this month\./);
  expect(page).not.toContain('<span class="good">met</span>');
});

test('an answer that was cut, a broken line and an end that is not whole have red lines', async () => {
  const figures = figuresOf(await day(), { broken: 3, verification: { kind: 'not-checked', why: 'no right' } });
  const rows = Array.from({ length: 10_000 }, () => ({ 'audit.event': 'x' }));
  const page = textOf(monthlyReport({ ...figures, answers: new Map(figures.answers).set('controls', rows) }));
  expect(page).toContain('3 lines of the trail could not be read.');
  expect(page).toContain('The answer to controls was cut at 10,000 rows.');
  expect(page).toContain('The month is not shown to be whole: the check of the trail was not done: no right.');
  expect(textOf(monthlyReport(figuresOf(await day())))).not.toContain('not shown to be whole');
});

test('a query that was not run makes no report', async () => {
  const figures = figuresOf(await day());
  const answers = new Map([...figures.answers].filter(([name]) => name !== 'gaps'));
  expect(() => monthlyReport({ ...figures, answers })).toThrow('the query gaps was not run');
});

test('no value of an event becomes markup', () => {
  const evil = '"><script>alert(1)</script>\'&';
  const row = Object.fromEntries(
    ['audit.event', 'audit.by', 'reason', 'audit.reference', 'at', 'orders', evil].map((column) => [column, evil]),
  );
  const answers = new Map(reportQueries.map(({ name }) => [name, [row]]));
  const verification = {
    ...CHECKED,
    events: 1,
    found: 1,
    findings: [{ id: evil, finding: 'missing', reason: evil }],
    because: evil,
  } as const;
  const page = monthlyReport(figuresOf([], { answers, verification, trail: evil, month: evil }));
  expect(page).not.toContain('<script');
  expect(page).toContain('&quot;&gt;&lt;script&gt;');
});

test('it loads nothing and runs nothing', async () => {
  const page = monthlyReport(figuresOf(await day()));
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(page).not.toMatch(/<(script|link|img|iframe)|https?:|url\(|@import| on\w+=/);
});

test('each table has a caption and headings, and each chart a text and a table with its numbers', async () => {
  const page = monthlyReport(figuresOf(await day()));
  const tables = page.match(/<table class[\s\S]*?<\/table>/g) ?? [];
  expect(tables.length).toBeGreaterThanOrEqual(6);
  for (const table of tables) {
    expect(table).toMatch(/<caption>.+<\/caption>/);
    expect(table).toContain('<th scope="col"');
    expect(table).toContain('<th scope="row"');
  }
  const charts = page.match(/<svg[^>]*>/g) ?? [];
  expect(charts).toHaveLength(2);
  for (const chart of charts) expect(chart).toMatch(/role="img" aria-label=".+"/);
});

test('html escapes values, and keeps its own markup', () => {
  expect(html`<p title="${'"'}">${['<', html`<b>${'&'}</b>`, 1, undefined]}</p>`.text).toBe(
    '<p title="&quot;">&lt;<b>&amp;</b>1</p>',
  );
});

describe('the requirements', () => {
  test.each(requirements.map((requirement) => [`${requirement.standard} ${requirement.item}`, requirement] as const))(
    '%s names evidence that exists',
    (_name, { evidence }) => {
      expect(evidence.length).toBeGreaterThan(0);
      const queries = evidence.flatMap((one) => ('query' in one ? [one.query] : []));
      expect(auditQueries.map(({ name }) => name)).toEqual(expect.arrayContaining(queries));
      const files = evidence.flatMap((one) => ('test' in one ? [one.test] : 'document' in one ? [one.document] : []));
      expect(files.filter((file) => !existsSync(new URL(`../../../../${file}`, import.meta.url)))).toEqual([]);
    },
  );
});

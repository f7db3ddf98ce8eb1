import { run } from './log.ts';

/**
 * Sentences in quotation marks are those of the Amazon CloudWatch Logs User Guide, CWL_QuerySyntax and the pages
 * below it.
 */

describe('fields and display', () => {
  test('without either "the query results display the @timestamp field and all log data in the @message field"', () => {
    expect(run('filter n = 1', { n: 1 })).toEqual([{ '@timestamp': '2026-11-23 10:00:00.000', '@message': '{"n":1}' }]);
  });

  test('"represents nested JSON fields using the dot notation"; lists "are flattened"', () => {
    expect(run('fields a.b, list.1.c', { a: { b: 'x' }, list: [{ c: 1 }, { c: 2 }] })).toEqual([
      { 'a.b': 'x', 'list.1.c': '2' },
    ]);
  });

  test('"fields … as …" makes a field for the rest of the query, whose flag "equals 0 or 1"', () => {
    expect(run('fields ispresent(a) as isA | filter isA = 1', { a: 'x' }, { b: 'x' })).toEqual([{ isA: '1' }]);
  });

  test('"the query results show only the field or fields that you specified in the final display command"', () => {
    expect(run('fields a, b | display a | display b', { a: 1, b: 2 })).toEqual([{ b: '2' }]);
  });

  test('several fields commands "display all of the fields that are specified"', () => {
    expect(run('fields a | fields b', { a: 1, b: 2 })).toEqual([{ a: '1', b: '2' }]);
  });

  test('a line that is no JSON has the fields of Insights alone, and a missing field is left out', () => {
    expect(run('fields @timestamp, a', {})).toEqual([{ '@timestamp': '2026-11-23 10:00:00.000' }]);
  });
});

describe('filter', () => {
  const events = [{ code: 200 }, { code: 404, type: 'foo' }, { code: '500', type: 'a foot' }, {}];

  test.each([
    ['code = 404', 1],
    ['ispresent(code) and code != 404', 2],
    ['code > 300', 2],
    ['code >= 404', 2],
    ['code < 404', 1],
    ['code <= 404', 2],
    ['code in [200, 500]', 2],
    ['type in ["foo"]', 1],
    ['type like "foo"', 2],
    ['type like /^foo$/', 1],
    ['type =~ /^foo/', 1],
    ['type like /(?i)^FOO/', 1],
    ['not (code = 200)', 3],
    ['code = 200 or code = 404', 2],
    ['code = 200 or code = 404 and type = "none"', 1],
    ['not code = 200 and code = 404', 1],
  ])('%s', (condition, count) => {
    const guarded =
      condition === 'code != 404 and ispresent(code)' ? 'ispresent(type) and type like "none"' : condition;
    expect(run(`filter ${guarded}`, ...events)).toHaveLength(count);
  });

  test('"the fields must be complete strings" for in', () => {
    expect(run('filter type in ["foo"] | fields type', ...events)).toEqual([{ type: 'foo' }]);
  });

  test.each([
    'type != "foo"',
    'type not in ["foo"]',
    'type not like "foo"',
    'strcontains(type, "foo") = 0',
    'code + 1 > 0',
  ])('the result of %s without the field is not documented, so the query must check for it', (condition) => {
    expect(() => run(`filter ${condition}`, ...events)).toThrow('the result for that is not documented');
    expect(run(`filter ispresent(type) and ispresent(code) and ${condition}`, ...events)).toBeDefined();
  });
});

describe('stats', () => {
  test('"calculates the average value of f1 for each unique value of f2"', () => {
    expect(
      run('stats avg(f1) by f2 | sort f2 asc', { f1: 1, f2: 'a' }, { f1: 3, f2: 'a' }, { f1: 5, f2: 'b' }),
    ).toEqual([
      { f2: 'a', 'avg(f1)': '2' },
      { f2: 'b', 'avg(f1)': '5' },
    ]);
  });

  test('count(*) "counts all events", count(fieldName) "all records that include the specified field name"', () => {
    expect(run('stats count(*) as all, count() as bare, count(a) as withA', { a: 1 }, { b: 1 })).toEqual([
      { all: '2', bare: '2', withA: '1' },
    ]);
  });

  test('without by there is one row, also of nothing', () => {
    expect(run('filter a = 9 | stats count(*) as all, max(a) as most', { a: 1 })).toEqual([{ all: '0' }]);
    expect(run('filter a = 9 | stats count(*) as all by a', { a: 1 })).toEqual([]);
  });

  test('count_distinct "returns the number of unique values for the field"', () => {
    expect(run('stats count_distinct(id) as ids', { id: 'x' }, { id: 'x' }, { id: 'y' }, {})).toEqual([{ ids: '2' }]);
  });

  test('earliest and latest go by the time of the event, sortsFirst and sortsLast by the value', () => {
    const query = 'stats earliest(a) as e, latest(a) as l, sortsFirst(a) as f, sortsLast(a) as s';
    expect(run(query, { a: 'm' }, { a: 'z' }, { a: 'b' })).toEqual([{ e: 'm', l: 'b', f: 'b', s: 'z' }]);
  });

  test('min, max and sum are of numbers; pct is the value that so many percent do not pass', () => {
    const events = Array.from({ length: 100 }, (_, n) => ({ n: n + 1 }));
    expect(run('stats min(n) as a, max(n) as z, sum(n) as s, pct(n, 95) as p', ...events)).toEqual([
      { a: '1', z: '100', s: '5050', p: '95' },
    ]);
  });

  test('an expression of aggregates, as "sum(requests) / count(*)" in the guide', () => {
    expect(run('stats sum(n) / count(*) as mean, floor(avg(n)) as whole', { n: 1 }, { n: 2 })).toEqual([
      { mean: '1.5', whole: '1' },
    ]);
  });

  test('bin "rounds the value of @timestamp to the given time period and then truncates"', () => {
    expect(run('stats count(*) as events by bin(2m) as t | sort t asc', {}, {}, {})).toEqual([
      { t: '2026-11-23 10:00:00.000', events: '2' },
      { t: '2026-11-23 10:02:00.000', events: '1' },
    ]);
  });

  test('a second stats works "on the output of the first aggregation", with filter and fields in between', () => {
    const query = `stats count(*) as requests by session, platform
      | filter requests > 1 | fields requests * 10 as tenfold
      | stats count(*) as sessions, sum(tenfold) as sum by platform`;
    const events = ['a', 'a', 'b', 'c', 'c', 'c'].map((session) => ({ session, platform: 'web' }));
    expect(run(query, ...events)).toEqual([{ platform: 'web', sessions: '2', sum: '50' }]);
  });
});

describe('sort, limit and dedup', () => {
  test('sorts by several keys, numbers as numbers', () => {
    const events = [
      { n: 10, a: 'x' },
      { n: 9, a: 'y' },
      { n: 9, a: 'x' },
    ];
    expect(run('fields n, a | sort n asc, a desc', ...events)).toEqual([
      { n: '9', a: 'y' },
      { n: '9', a: 'x' },
      { n: '10', a: 'x' },
    ]);
  });

  test('"the default descending sort order using @timestamp"', () => {
    expect(run('fields n | limit 1', { n: 'older' }, { n: 'newer' })).toEqual([{ n: 'newer' }]);
  });

  test('dedup keeps "only the first result in the sort order", and "null values are not considered duplicates"', () => {
    const events = [{ id: 'a', n: 1 }, { id: 'a', n: 2 }, { n: 3 }, { n: 4 }];
    expect(run('fields n | sort n asc | dedup id | limit 10', ...events)).toEqual([{ n: '1' }, { n: '3' }, { n: '4' }]);
  });
});

describe('functions', () => {
  test.each([
    ['strcontains(s, "b")', '1'],
    ['strcontains(s, "z")', '0'],
    ['isempty(none)', '1'],
    ['isempty(s)', '0'],
    ['ispresent(none)', '0'],
    ['coalesce(none, s)', 'abc'],
    ['concat(s, "-", n)', 'abc-7'],
    ['strlen(s)', '3'],
    ['toupper(s)', 'ABC'],
    ['tolower("ABC")', 'abc'],
    ['abs(0 - n)', '7'],
    ['ceil(n / 2)', '4'],
    ['floor(n / 2)', '3'],
    ['2 ^ 3', '8'],
    ['10 % 3', '1'],
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['toMillis(@timestamp)', '1795428000000'],
    ['datefloor(@timestamp, 1h)', '2026-11-23 10:00:00.000'],
    ['now()', '1795431600'],
  ])('%s is %s', (expression, value) => {
    expect(run(`fields ${expression} as it`, { s: 'abc', n: 7 })).toEqual([{ it: value }]);
  });
});

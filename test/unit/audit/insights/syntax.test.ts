import fc from 'fast-check';
import { parseQuery } from '../../../../cli/audit/insights/parse-query.ts';
import { QueryError } from '../../../../cli/audit/insights/syntax.ts';

describe('text outside of the subset is refused, with its place', () => {
  test.each<[string, string]>([
    ['parse @message "*" as a', 'line 1, column 1: "parse" is not a supported command'],
    ['', 'line 1, column 1: "the end" is not a supported command'],
    ['fields a |', 'line 1, column 11: "the end" is not a supported command'],
    ['fields a b', 'line 1, column 10: "b" is not | or the end'],
    ['fields a,', 'line 1, column 10: "the end" is not a field'],
    ['filter a = 1\n| filter ?', 'line 2, column 10: "?" begins no known token'],
    ['filter (a = 1', 'line 1, column 14: "the end" is not )'],
    ['filter a in [b]', 'line 1, column 14: "b" is not a text or a number'],
    ['filter a not = 1', 'line 1, column 14: "=" is not in or like'],
    ['filter a like b', 'line 1, column 15: "b" is not a text or a regular expression'],
    ['filter a like /(/', 'line 1, column 15: "/(/" is not a regular expression'],
    ['filter a = "b', 'line 1, column 12: """ begins no known token'],
    ['filter foo-bar = 1 and -1', 'line 1, column 24: "-" is not a field, a value or a function'],
    ['fields jsonParse(@message) as x', 'line 1, column 8: "jsonParse(@message)" is not a supported function'],
    ['fields strcontains(a) as x', 'line 1, column 8: "strcontains(a)" does not take 1 argument(s)'],
    ['fields count(a) as x', 'line 1, column 8: "count(a)" is allowed only in stats'],
    ['stats sum(a, b)', 'line 1, column 7: "sum(a," takes 1 argument(s), not 2'],
    ['stats sum(*)', 'line 1, column 11: "*)" is allowed only in count(*)'],
    ['stats a by b', 'line 1, column 7: "a" is not aggregated'],
    ['stats count(*) by bin(300s)', 'line 1, column 23: "300s" is not a period: use 1 to 60 s, or a larger unit'],
    ['stats count(*) by bin(5x)', 'line 1, column 23: "5x" is not a period'],
    ['sort a', 'line 1, column 7: "the end" is not asc'],
    ['limit 0', 'line 1, column 7: "0" is not a limit: use a whole number from 1 to 10000'],
    ['limit 10001', 'line 1, column 7: "10001" is not a limit'],
    ['fields a as "b"', 'line 1, column 13: ""b"" is not an alias'],
  ])('%s', (query, message) => {
    expect(() => parseQuery(query)).toThrow(QueryError);
    expect(() => parseQuery(query)).toThrow(message);
  });
});

/** CWL_QuerySyntax-Stats, "Notes and limitations"; CWL_QuerySyntax-Dedup. */
describe('the rules of several commands', () => {
  test.each<[string, string]>([
    [
      'stats count(*) as a | stats count(*) as b | stats count(*)',
      '"stats" is one too many: a query has at most two stats',
    ],
    ['sort a asc | stats count(*)', '"sort" must come after the last stats'],
    ['limit 5 | stats count(*)', '"limit" must come after the last stats'],
    ['dedup a | sort a asc', '"sort" must not follow dedup: only limit may'],
    ['stats sum(Fault) by Operation | stats max(strlen(@message))', '"@message))" is unknown after the stats'],
    ['stats count(*) by a | filter b = 1', '"b" is unknown after the stats'],
    ['stats sum(n) as s by l | stats avg(s) by bin(5m)', '"bin(5m)" needs @timestamp'],
    ['stats sum(n) as s by l | stats latest(s)', '"latest(s)" needs @timestamp'],
  ])('%s', (query, message) => expect(() => parseQuery(query)).toThrow(message));

  test.each([
    'stats sum(x) as sum_x by y, z | stats max(sum_x) as max_x by z',
    'FIELDS strlen(@message) AS message_length | STATS sum(message_length)/1024/1024 as logs_mb BY bin(5m) | STATS max(logs_mb) AS peak',
    'STATS sum(n) / 1024 AS mb BY BIN(5m) as @t | STATS max(mb) AS peak BY datefloor(@t, 10m)',
    'stats count(*) by a | sort `count(*)` desc | limit 5',
    'sort a desc | dedup a | limit 5',
    '# one line\nfields @timestamp, @message\n    # | filter @message like /delay/\n    | limit 20',
    'fields `foo-bar`, abs(f3-f4) as f',
  ])('%s is accepted', (query) => expect(parseQuery(query).commands.length).toBeGreaterThan(0));
});

/** Tells whether a text is a query, or is refused with a place inside of it. */
function isQueryOrPlaced(query: string): boolean {
  try {
    return parseQuery(query).text === query;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const [, line, column] = /^line (\d+), column (\d+): "/.exec(error.message) ?? [];
    const lineText = query.split('\n')[Number(line) - 1];
    return lineText !== undefined && Number(column) <= lineText.length + 1;
  }
}

test('any text is a query, or an error that names a place in it', () => {
  const words = [
    'fields',
    'filter',
    'stats',
    'sort',
    'by',
    'as',
    '|',
    ',',
    '(',
    ')',
    '=',
    'like',
    '/a/',
    '"a"',
    'a',
    '1',
    'count(*)',
    '\n',
  ];
  const some = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(fc.oneof(fc.string(), some), (query) => expect(isQueryOrPlaced(query)).toBe(true)),
    { numRuns: 2000 },
  );
});

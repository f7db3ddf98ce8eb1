import { causesIn } from '../../../bench/processor/causes.ts';
import { type Cost, costTable, goalsMissed } from '../../../bench/processor/table.ts';

const node = (id: number, functionName: string, url: string, children: readonly number[] = [], lineNumber = 0) => ({
  id,
  children,
  callFrame: { functionName, url, lineNumber, columnNumber: 0 },
});

const BUNDLE = 'file:///asset/index.mjs';
const SOURCES = [
  '../../functions/runtime/bundle/aws-service.ts',
  '../../functions/domain/digest.ts',
  '../../node_modules/@middy/core/index.js',
  '../../functions/start-reset.ts',
];
const map = {
  findEntry: (line: number) => ({
    generatedLine: line,
    generatedColumn: 0,
    originalSource: SOURCES[line] ?? '',
    originalLine: 0,
    originalColumn: 0,
  }),
} as never;

test('time belongs to the part of the bundle that ran, or that called what ran of Node', () => {
  const nodes = [
    node(1, '(root)', '', [2, 5, 7, 8, 9, 10]),
    node(2, 'call', BUNDLE, [3], 0),
    node(3, 'request', 'node:http', [4]),
    node(4, 'hmac', BUNDLE, [], 1),
    node(5, 'middy', BUNDLE, [6], 2),
    node(6, '(garbage collector)', ''),
    node(7, 'onread', 'node:internal/stream_base_commons'),
    node(8, '(idle)', ''),
    node(9, 'call', 'file:///repository/local/lambda/runtime-connection.ts'),
    node(10, 'entry', BUNDLE, [], 3),
  ];
  const samples = [2, 3, 4, 5, 6, 7, 8, 9, 10, 3];
  const timeDeltas = [1000, 2000, 4000, 8000, 500, 250, 99_000, 125, 60, 1000];
  expect(
    Object.fromEntries(causesIn({ nodes, samples, timeDeltas }, map).map((c) => [c.name, c.milliseconds])),
  ).toEqual({
    'functions/runtime/bundle': 4,
    'functions/domain': 4,
    '@middy/core': 8,
    '(garbage collector)': 0.5,
    'Node, called by nobody: sockets, timers, promises': 0.25,
    'runtime client of the laptop cloud': 0.125,
    entries: 0.06,
  });
});

const cost = (changes: Partial<Cost>): Cost => ({
  name: 'start-reset',
  invocations: 2,
  processor: 10,
  hashes: 0,
  kibibytes: 400,
  ...changes,
});

test('a row has what one invocation takes, and what a reset takes', () => {
  const table = costTable([cost({}), cost({ name: 'complete-reset', invocations: 1, processor: 20, hashes: 62 })]);
  expect(table).toContain('| start-reset | 2.0 | 5.0 | 10.0 | 200 | 400 |');
  expect(table).toContain('| **all** | 3.0 | 10.0 | 30.0 | 267 | 800 |');
  expect(table).toContain('| hashes of passwords |  |  | 62.0 |  |  |');
});

test('the goal is of all functions together, without hashes', () => {
  expect(goalsMissed([cost({ processor: 40 }), cost({ processor: 30, hashes: 60 })])).toEqual([]);
  expect(goalsMissed([cost({ processor: 40 }), cost({ processor: 31 })])).toEqual([
    'a complete reset takes 71 ms without hashes; the goal is 70',
  ]);
});

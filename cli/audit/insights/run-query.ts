import { aggregates } from './aggregates.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import { MOST_ROWS, parseQuery } from './parse-query.ts';
import type { Column, Command, Expression } from './syntax.ts';
import { asText, compare, isTrue, type Row, type Value } from './value.ts';

/** Row of a result, as `GetQueryResults` returns it: values are text, and missing values are left out. */
export type ResultRow = Readonly<Record<string, string>>;

/**
 * Runs a query on log events.
 *
 * @param events rows of `logEvent`
 * @throws {@link QueryError} where the query is not in the subset, or the result for a missing field is not
 * documented
 */
export function runQuery(text: string, events: readonly Row[], { now }: { readonly now: Date }): ResultRow[] {
  const { commands } = parseQuery(text);
  const evaluation = { text, now };
  // Order of events without a sort: "the default descending sort order using @timestamp".
  let rows: readonly Row[] = events.toSorted((a, b) => -(compare(a.get('@timestamp'), b.get('@timestamp')) ?? 0));
  for (const command of commands) rows = step(command, rows, evaluation);
  const columns = columnsOf(commands);
  return rows.slice(0, MOST_ROWS).map((row) => shown(row, columns));
}

/** Returns the names of the columns of a result, in order. */
export function columnsOf(commands: readonly Command[]): string[] {
  const names = (columns: readonly Column[]) => columns.map(({ name }) => name);
  let columns: string[] = [];
  let displayed = false;
  for (const command of commands) {
    if (command.kind === 'stats') {
      columns = names([...command.by, ...command.aggregates]);
      displayed = false;
    }
    // "the query results show only the field or fields that you specified in the final `display` command"
    if (command.kind === 'display') {
      columns = names(command.columns);
      displayed = true;
    }
    if (command.kind === 'fields' && !displayed) columns = [...new Set([...columns, ...names(command.columns)])];
  }
  return columns.length > 0 ? columns : ['@timestamp', '@message'];
}

function shown(row: Row, columns: readonly string[]): ResultRow {
  const cells = columns.map((column) => [column, row.get(column)] as const);
  return Object.fromEntries(cells.flatMap(([name, value]) => (value === undefined ? [] : [[name, asText(value)]])));
}

function step(command: Command, rows: readonly Row[], evaluation: Evaluation): readonly Row[] {
  const evaluated = ({ name, expression }: Column, row: Row) => [name, evaluate(expression, row, evaluation)] as const;
  switch (command.kind) {
    case 'filter':
      return rows.filter((row) => isTrue(evaluate(command.condition, row, evaluation)));
    case 'fields':
    case 'display':
      return rows.map((row) => new Map([...row, ...command.columns.map((column) => evaluated(column, row))]));
    case 'stats':
      return aggregated(command, rows, evaluation);
    case 'sort':
      return sorted(command.keys, rows, evaluation);
    case 'limit':
      return rows.slice(0, command.count);
    case 'dedup':
      return deduplicated(command.fields, rows, evaluation);
  }
}

function aggregated(
  { aggregates: computed, by }: Extract<Command, { kind: 'stats' }>,
  rows: readonly Row[],
  evaluation: Evaluation,
): Row[] {
  const keysOf = (row: Row): Value[] => by.map(({ expression }) => evaluate(expression, row, evaluation));
  const groups = Map.groupBy(rows, (row) => JSON.stringify(keysOf(row).map((key) => key ?? null)));
  // Without `by` all rows are one group, which also exists when there are no rows.
  if (by.length === 0 && groups.size === 0) groups.set('[]', []);
  return Array.from(groups.values(), (group) => {
    const [first] = group;
    const keys = by.map(({ name, expression }) => [name, first && evaluate(expression, first, evaluation)] as const);
    const results = computed.map(({ name, expression }) => [name, overGroup(expression, group, evaluation)] as const);
    return new Map([...keys, ...results]);
  });
}

/** Returns the value of an expression of aggregates. The aggregates are computed first, into a row of their own. */
function overGroup(expression: Expression, group: readonly Row[], evaluation: Evaluation): Value {
  const row = new Map<string, Value>();
  return evaluate(withAggregates(expression, group, evaluation, row), row, evaluation);
}

function withAggregates(
  expression: Expression,
  group: readonly Row[],
  evaluation: Evaluation,
  row: Map<string, Value>,
): Expression {
  const { at } = expression;
  const aggregate = expression.kind === 'call' ? aggregates.get(expression.name) : undefined;
  if (expression.kind === 'call' && aggregate !== undefined) {
    const [of, parameter] = expression.arguments;
    const samples = group.map((event) => ({
      value: of && evaluate(of, event, evaluation),
      at: event.get('@timestamp'),
    }));
    const name = `aggregate ${row.size}`;
    row.set(name, aggregate.of(samples, parameter?.kind === 'literal' ? Number(parameter.value) : 0));
    return { kind: 'field', name, at };
  }
  const inner = (part: Expression): Expression => withAggregates(part, group, evaluation, row);
  if (expression.kind === 'call') return { ...expression, arguments: expression.arguments.map(inner) };
  if (expression.kind === 'binary')
    return { ...expression, left: inner(expression.left), right: inner(expression.right) };
  return expression;
}

function sorted(keys: Extract<Command, { kind: 'sort' }>['keys'], rows: readonly Row[], evaluation: Evaluation): Row[] {
  return rows.toSorted((a, b) => {
    for (const { expression, descending } of keys) {
      const difference = compare(evaluate(expression, a, evaluation), evaluate(expression, b, evaluation)) ?? 0;
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
}

/** "only the first result in the sort order being kept"; "null values are not considered duplicates". */
function deduplicated(fields: readonly Expression[], rows: readonly Row[], evaluation: Evaluation): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const values = fields.map((field) => evaluate(field, row, evaluation));
    if (values.includes(undefined)) return true;
    const key = JSON.stringify(values);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

import { aggregates } from './aggregates.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import type { Column, Command, Expression } from './syntax.ts';
import { compare, isTrue, type Row, type Value } from './value.ts';

/** Applies one command to rows. */
export function step(command: Command, rows: readonly Row[], evaluation: Evaluation): readonly Row[] {
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

/** Group of a row in a stats. */
export const groupOf = (by: readonly Column[], row: Row, evaluation: Evaluation): string =>
  JSON.stringify(by.map(({ expression }) => evaluate(expression, row, evaluation) ?? null));

function aggregated(
  { aggregates: computed, by }: Extract<Command, { kind: 'stats' }>,
  rows: readonly Row[],
  evaluation: Evaluation,
): Row[] {
  const groups = Map.groupBy(rows, (row) => groupOf(by, row, evaluation));
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

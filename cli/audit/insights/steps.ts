import { evaluate, type Evaluation } from './evaluate.ts';
import type { Column, Command, Expression } from './syntax.ts';
import { compare, isTrue, type Row } from './value.ts';

/** Applies one command to rows. A `stats` is {@link Grouped}. */
export function step(
  command: Exclude<Command, { kind: 'stats' }>,
  rows: readonly Row[],
  evaluation: Evaluation,
): readonly Row[] {
  const evaluated = ({ name, expression }: Column, row: Row) => [name, evaluate(expression, row, evaluation)] as const;
  switch (command.kind) {
    case 'filter':
      return rows.filter((row) => isTrue(evaluate(command.condition, row, evaluation)));
    case 'fields':
    case 'display':
      return rows.map((row) => new Map([...row, ...command.columns.map((column) => evaluated(column, row))]));
    case 'sort':
      return sorted(command.keys, rows, evaluation);
    case 'limit':
      return rows.slice(0, command.count);
    case 'dedup':
      return deduplicated(command.fields, rows, evaluation);
  }
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

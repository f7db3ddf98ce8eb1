import { Spill } from '../spill.ts';
import { type Accumulator, aggregates } from './aggregates.ts';
import { DistinctValues } from './distinct.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import { restored, stored, type StoredRow } from './stored-row.ts';
import type { Command, Expression } from './syntax.ts';
import type { Row, Value } from './value.ts';

type Stats = Extract<Command, { kind: 'stats' }>;
type Call = Extract<Expression, { kind: 'call' }>;

/** Groups that are kept in memory. Rows of others go to files. */
const KEPT = 1000;

interface Kept {
  readonly keys: readonly (readonly [string, Value])[];
  readonly accumulators: readonly Accumulator[];
}

/**
 * Groups of a `stats`, which get their rows one by one. Memory grows neither with the rows nor with the groups: what
 * finds no room is divided into files, and each of them is grouped in the same way.
 */
export class Grouped {
  readonly #command: Stats;
  readonly #evaluation: Evaluation;
  readonly #needed: ReadonlySet<string>;
  readonly #divisions: number;
  readonly #calls: readonly Call[];
  readonly #distinct: readonly DistinctValues[];
  readonly #kept = new Map<string, Kept>();
  #rest: Spill<StoredRow> | undefined;

  /** @param needed fields that the command reads */
  constructor(command: Stats, evaluation: Evaluation, needed: ReadonlySet<string>, divisions = 0) {
    this.#command = command;
    this.#evaluation = evaluation;
    this.#needed = needed;
    this.#divisions = divisions;
    this.#calls = command.aggregates.flatMap(({ expression }) => callsIn(expression));
    this.#distinct = this.#calls.map(() => new DistinctValues());
    // Without `by` all rows are one group, which also exists when there are no rows.
    if (command.by.length === 0) this.#start('[]', []);
  }

  add(row: Row): void {
    const { by } = this.#command;
    const keys = by.map(({ name, expression }) => [name, evaluate(expression, row, this.#evaluation)] as const);
    const group = JSON.stringify(keys.map(([, value]) => value ?? null));
    const kept = this.#kept.get(group) ?? (this.#kept.size < KEPT ? this.#start(group, keys) : undefined);
    if (kept === undefined) {
      this.#rest ??= new Spill(this.#divisions);
      this.#rest.add(group, stored(row, this.#needed));
      return;
    }
    const at = row.get('@timestamp');
    for (const [index, { arguments: given }] of this.#calls.entries()) {
      const [of] = given;
      kept.accumulators[index]?.add(of && evaluate(of, row, this.#evaluation), at);
    }
  }

  /** Returns a row for each group, and deletes the files. */
  *finish(): Generator<Row> {
    try {
      for (const { keys, accumulators } of this.#kept.values()) yield this.#result(keys, accumulators);
      this.#kept.clear();
      for (const rows of this.#rest?.streams() ?? []) {
        const groups = new Grouped(this.#command, this.#evaluation, this.#needed, this.#divisions + 1);
        try {
          for (const row of rows) groups.add(restored(row));
          yield* groups.finish();
        } finally {
          groups.end();
        }
      }
    } finally {
      this.end();
    }
  }

  /** Deletes the files. */
  end(): void {
    this.#rest?.end();
    for (const distinct of this.#distinct) distinct.end();
  }

  #start(name: string, keys: Kept['keys']): Kept {
    const accumulators = this.#calls.map(({ name: aggregate, arguments: [, second] }, index) => {
      const distinct = this.#distinct[index];
      const start = aggregates.get(aggregate)?.start;
      if (distinct === undefined || start === undefined) throw new Error(`${aggregate} is no aggregate`);
      return start({ name, distinct, parameter: second?.kind === 'literal' ? Number(second.value) : 0 });
    });
    const kept = { keys, accumulators };
    this.#kept.set(name, kept);
    return kept;
  }

  /** The aggregates are computed first, into a row of their own. */
  #result(keys: Kept['keys'], accumulators: readonly Accumulator[]): Row {
    const values = new Map(accumulators.map((accumulator, index) => [`aggregate ${index}`, accumulator.result()]));
    let next = 0;
    const named = (expression: Expression): Expression => {
      if (isAggregate(expression)) return { kind: 'field', name: `aggregate ${next++}`, at: expression.at };
      if (expression.kind === 'call') return { ...expression, arguments: expression.arguments.map(named) };
      if (expression.kind === 'binary')
        return { ...expression, left: named(expression.left), right: named(expression.right) };
      return expression;
    };
    const results = this.#command.aggregates.map(
      ({ name, expression }) => [name, evaluate(named(expression), values, this.#evaluation)] as const,
    );
    return new Map([...keys, ...results]);
  }
}

const isAggregate = (expression: Expression): boolean => expression.kind === 'call' && aggregates.has(expression.name);

/** Calls of aggregates, in the order in which {@link Grouped} names them. */
function callsIn(expression: Expression): Call[] {
  if (expression.kind === 'call') return isAggregate(expression) ? [expression] : expression.arguments.flatMap(callsIn);
  return expression.kind === 'binary' ? [expression.left, expression.right].flatMap(callsIn) : [];
}

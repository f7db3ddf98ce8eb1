import type { Evaluation } from './evaluate.ts';
import { Grouped } from './grouped.ts';
import { MOST_ROWS, parseQuery } from './parse-query.ts';
import { columnsOf, type ResultRow } from './result.ts';
import { step } from './steps.ts';
import { type Column, type Command, type Expression, partsOf } from './syntax.ts';
import { asText, compare, type Row, type Value } from './value.ts';

/**
 * Query that gets its events one by one. It keeps only the events that its first filters let through, of them only the
 * fields that it still needs, and the groups of a `stats` in files: its memory grows with the result, not with the log.
 */
export class RunningQuery {
  readonly #columns: readonly string[];
  readonly #first: Stage;

  /** @throws {@link QueryError} where the query is not in the subset */
  constructor(text: string, { now }: { readonly now: Date }) {
    const { commands } = parseQuery(text);
    this.#columns = columnsOf(commands);
    this.#first = new Stage(commands, { text, now }, this.#columns, true);
  }

  /** @throws {@link QueryError} where the result for a missing field is not documented */
  add(event: Row): void {
    this.#first.add(event);
  }

  /** Returns the result, and deletes the files. */
  finish(): ResultRow[] {
    return this.#first
      .finish()
      .slice(0, MOST_ROWS)
      .map((row) => this.#shown(row));
  }

  /** Deletes the files, also of a query that was not finished. */
  end(): void {
    this.#first.end();
  }

  #shown(row: Row): ResultRow {
    const cells = this.#columns.map((column) => [column, row.get(column)] as const);
    return Object.fromEntries(cells.flatMap(([name, value]) => (value === undefined ? [] : [[name, asText(value)]])));
  }
}

/**
 * Runs a query on log events.
 *
 * @param events rows of `logEvent`
 * @throws {@link QueryError} where the query is not in the subset, or the result for a missing field is not
 * documented
 */
export function runQuery(text: string, events: readonly Row[], options: { readonly now: Date }): ResultRow[] {
  const query = new RunningQuery(text, options);
  for (const event of events) query.add(event);
  return query.finish();
}

type PerRow = Extract<Command, { kind: 'filter' | 'fields' | 'display' }>;
type Whole = Exclude<Command, PerRow>;

const isPerRow = (command: Command): command is PerRow =>
  command.kind === 'filter' || command.kind === 'fields' || command.kind === 'display';

/** Commands from one that needs all rows to the next: first those that look at one row, then the one that needs all. */
class Stage {
  readonly #evaluation: Evaluation;
  readonly #perRow: readonly PerRow[];
  readonly #whole: Exclude<Whole, { kind: 'stats' }> | undefined;
  readonly #groups: Grouped | undefined;
  readonly #next: Stage | undefined;
  readonly #needed: ReadonlySet<string>;
  readonly #ofEvents: boolean;
  readonly #kept: Row[] = [];

  /** @param ofEvents whether the rows are events as they come, and no result of a command */
  constructor(commands: readonly Command[], evaluation: Evaluation, columns: readonly string[], ofEvents: boolean) {
    const found = commands.findIndex((command) => !isPerRow(command));
    const at = found === -1 ? commands.length : found;
    const rest = commands.slice(at);
    const [whole] = rest as Whole[];
    this.#evaluation = evaluation;
    this.#perRow = commands.slice(0, at).filter(isPerRow);
    this.#needed = new Set(['@timestamp', ...columns, ...rest.flatMap(fieldsOf)]);
    this.#ofEvents = ofEvents;
    if (whole?.kind === 'stats') this.#groups = new Grouped(whole, evaluation, this.#needed);
    else this.#whole = whole;
    this.#next = whole && new Stage(rest.slice(1), evaluation, columns, false);
  }

  add(row: Row): void {
    let rows: readonly Row[] = [row];
    for (const command of this.#perRow) rows = step(command, rows, this.#evaluation);
    for (const each of rows) {
      if (this.#groups === undefined) this.#kept.push(this.#partOf(each));
      else this.#groups.add(each);
    }
  }

  finish(): readonly Row[] {
    const next = this.#next;
    if (next === undefined) return this.#inOrder(this.#kept);
    const rows =
      this.#whole === undefined
        ? this.#groups?.finish()
        : step(this.#whole, this.#inOrder(this.#kept), this.#evaluation);
    for (const row of rows ?? []) next.add(row);
    return next.finish();
  }

  end(): void {
    this.#groups?.end();
    this.#next?.end();
  }

  #partOf(row: Row): Row {
    const part = new Map<string, Value>();
    for (const name of this.#needed) if (row.has(name)) part.set(name, row.get(name));
    return part;
  }

  /** Order of events without a sort: "the default descending sort order using @timestamp". */
  #inOrder(rows: readonly Row[]): readonly Row[] {
    if (!this.#ofEvents) return rows;
    return rows.toSorted((a, b) => -(compare(a.get('@timestamp'), b.get('@timestamp')) ?? 0));
  }
}

const fieldsIn = (expression: Expression): string[] =>
  expression.kind === 'field' ? [expression.name] : partsOf(expression).flatMap(fieldsIn);

const fieldsInAll = (columns: readonly Pick<Column, 'expression'>[]): string[] =>
  columns.flatMap(({ expression }) => fieldsIn(expression));

/** Fields that a command reads. */
function fieldsOf(command: Command): string[] {
  switch (command.kind) {
    case 'filter':
      return fieldsIn(command.condition);
    case 'fields':
    case 'display':
      return fieldsInAll(command.columns);
    case 'stats':
      return fieldsInAll([...command.aggregates, ...command.by]);
    case 'sort':
      return fieldsInAll(command.keys);
    case 'dedup':
      return command.fields.flatMap(fieldsIn);
    case 'limit':
      return [];
  }
}

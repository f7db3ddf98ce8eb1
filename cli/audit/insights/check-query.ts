import { aggregates } from './aggregates.ts';
import { scalars } from './functions.ts';
import { type Column, type Command, type Expression, partsOf, type Query, QueryError } from './syntax.ts';

/**
 * Checks the documented rules that are not part of the grammar.
 *
 * @throws {@link QueryError}
 */
export function checkQuery({ text, commands }: Query): void {
  const wrong = (at: number, problem: string): QueryError => {
    const [token = 'the end'] = /^\S+/.exec(text.slice(at)) ?? [];
    return new QueryError(text, at, token, problem);
  };
  checkOrder(commands, wrong);

  /** Known fields. Undefined before the first stats, because an event may have any field. */
  let known: ReadonlySet<string> | undefined;
  for (const command of commands) {
    for (const { expression, aggregating } of expressionsOf(command)) {
      checkCalls(expression, aggregating, wrong);
      if (known !== undefined) checkFields(expression, known, wrong);
    }
    known = knownAfter(command, known);
  }
}

type Wrong = (at: number, problem: string) => QueryError;

/** Checks the order of commands: CWL_QuerySyntax-Stats, "Notes and limitations", and CWL_QuerySyntax-Dedup. */
function checkOrder(commands: readonly Command[], wrong: Wrong): void {
  const stats = commands.filter(({ kind }) => kind === 'stats');
  const [, , third] = stats;
  if (third !== undefined) throw wrong(third.at, 'is one too many: a query has at most two stats');
  const lastStats = commands.findLastIndex(({ kind }) => kind === 'stats');
  for (const [index, { kind, at }] of commands.entries()) {
    if ((kind === 'sort' || kind === 'limit' || kind === 'dedup') && index < lastStats)
      throw wrong(at, 'must come after the last stats');
    if (kind !== 'limit' && commands.slice(0, index).some((before) => before.kind === 'dedup'))
      throw wrong(at, 'must not follow dedup: only limit may');
  }
}

function* expressionsOf(command: Command): Generator<{ expression: Expression; aggregating: boolean }> {
  const plain = (expression: Expression) => ({ expression, aggregating: false });
  switch (command.kind) {
    case 'fields':
    case 'display':
      yield* command.columns.map(({ expression }) => plain(expression));
      return;
    case 'filter':
      yield plain(command.condition);
      return;
    case 'stats':
      yield* command.aggregates.map(({ expression }) => ({ expression, aggregating: true }));
      yield* command.by.map(({ expression }) => plain(expression));
      return;
    case 'sort':
      yield* command.keys.map(({ expression }) => plain(expression));
      return;
    case 'dedup':
      yield* command.fields.map(plain);
      return;
    case 'limit':
  }
}

function checkCalls(expression: Expression, aggregating: boolean, wrong: Wrong): void {
  if (expression.kind === 'everything') throw wrong(expression.at, 'is allowed only in count(*)');
  if (expression.kind !== 'call') {
    if (aggregating && expression.kind === 'field') throw wrong(expression.at, 'is not aggregated, as stats requires');
    for (const part of partsOf(expression)) checkCalls(part, aggregating, wrong);
    return;
  }
  const { name, at } = expression;
  const given = expression.arguments;
  const aggregate = aggregating ? aggregates.get(name) : undefined;
  if (aggregate !== undefined) {
    if (given.length !== aggregate.arity) throw wrong(at, `takes ${aggregate.arity} argument(s), not ${given.length}`);
    if (name === 'count' && given[0]?.kind === 'everything') return;
    for (const part of given) checkCalls(part, false, wrong);
    return;
  }
  const scalar = scalars.get(name);
  if (scalar === undefined)
    throw wrong(at, aggregates.has(name) ? 'is allowed only in stats' : 'is not a supported function');
  const [minimum, maximum] = scalar.arity;
  const count = given.length + (scalar.reads?.length ?? 0);
  if (count < minimum || count > maximum) throw wrong(at, `does not take ${given.length} argument(s)`);
  for (const part of given) checkCalls(part, aggregating, wrong);
}

/** "Any fields that you reference after the first `stats` command must be defined in that first `stats` command." */
function checkFields(expression: Expression, known: ReadonlySet<string>, wrong: Wrong): void {
  const { at } = expression;
  if (expression.kind === 'field' && !known.has(expression.name))
    throw wrong(at, 'is unknown after the stats before it');
  if (expression.kind === 'call') {
    const { reads = [] } = aggregates.get(expression.name) ?? scalars.get(expression.name) ?? {};
    if (reads.some((field) => !known.has(field)))
      throw wrong(at, 'needs @timestamp, which the stats before it does not return');
  }
  for (const part of partsOf(expression)) checkFields(part, known, wrong);
}

function knownAfter(command: Command, known: ReadonlySet<string> | undefined): ReadonlySet<string> | undefined {
  const names = (columns: readonly Column[]) => columns.map(({ name }) => name);
  if (command.kind === 'stats') return new Set([...names(command.aggregates), ...names(command.by)]);
  if (command.kind === 'fields' && known !== undefined) return new Set([...known, ...names(command.columns)]);
  return known;
}

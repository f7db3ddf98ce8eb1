import { checkQuery } from './check-query.ts';
import { parseExpression } from './parse-expression.ts';
import type { Column, Command, Query, SortKey } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

/** Maximum number of rows that Insights returns. */
export const MOST_ROWS = 10_000;

/**
 * Reads a query in the subset of the Logs Insights QL that the evaluator supports.
 *
 * @throws {@link QueryError} with the place of anything else; nothing is ignored silently
 */
export function parseQuery(text: string): Query {
  const reader = new TokenReader(text);
  const commands: Command[] = [];
  do commands.push(parseCommand(reader));
  while (reader.skip('|'));
  if (!reader.atEnd) throw reader.wrong('is not | or the end, which must follow here');
  const query = { text, commands };
  checkQuery(query);
  return query;
}

function parseCommand(reader: TokenReader): Command {
  const name = reader.current;
  const { at } = name;
  reader.advance();
  switch (name.kind === 'word' ? name.text.toLowerCase() : '') {
    case 'fields':
      return { kind: 'fields', columns: parseColumns(reader), at };
    case 'display':
      return { kind: 'display', columns: parseColumns(reader), at };
    case 'filter':
      return { kind: 'filter', condition: parseExpression(reader), at };
    case 'stats': {
      const aggregates = parseColumns(reader);
      return { kind: 'stats', aggregates, by: reader.skip('by') ? parseColumns(reader) : [], at };
    }
    case 'sort':
      return { kind: 'sort', keys: parseSortKeys(reader), at };
    case 'limit':
      return { kind: 'limit', count: parseLimit(reader), at };
    case 'dedup':
      return { kind: 'dedup', fields: parseColumns(reader).map(({ expression }) => expression), at };
    default:
      throw reader.wrong('is not a supported command: fields, display, filter, stats, sort, limit, dedup', name);
  }
}

function parseColumns(reader: TokenReader): Column[] {
  const columns: Column[] = [];
  do {
    const { at } = reader.current;
    const expression = parseExpression(reader);
    const written = reader.writtenSince(at);
    columns.push({ expression, name: reader.skip('as') ? parseAlias(reader) : written });
  } while (reader.skip(','));
  return columns;
}

function parseAlias(reader: TokenReader): string {
  if (reader.current.kind !== 'word') throw reader.wrong('is not an alias, which must follow here');
  return reader.advance().value;
}

/** Reads the keys of sort. The default order is not documented, so `asc` or `desc` is required. */
function parseSortKeys(reader: TokenReader): SortKey[] {
  const keys: SortKey[] = [];
  do {
    const expression = parseExpression(reader);
    const descending = reader.skip('desc');
    if (!descending) reader.expect('asc');
    keys.push({ expression, descending });
  } while (reader.skip(','));
  return keys;
}

function parseLimit(reader: TokenReader): number {
  const { kind, value } = reader.current;
  const count = Number(value);
  if (kind !== 'number' || !Number.isInteger(count) || count < 1 || count > MOST_ROWS)
    throw reader.wrong(`is not a limit: use a whole number from 1 to ${MOST_ROWS}`);
  reader.advance();
  return count;
}

import type { Column, Command, Expression } from './syntax.ts';

/** Row of a result, as `GetQueryResults` returns it: values are text, and missing values are left out. */
export type ResultRow = Readonly<Record<string, string>>;

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

const NUMERIC_CALLS: ReadonlySet<string> = new Set(['count', 'count_distinct', 'sum', 'avg', 'min', 'max', 'pct']);

/** Fields of an event that are numbers. */
const NUMERIC_FIELDS: ReadonlySet<string> = new Set(['audit.sequence', 'audit.issue', 'audit.attempts']);

const isNumeric = (expression: Expression): boolean =>
  expression.kind === 'call'
    ? NUMERIC_CALLS.has(expression.name)
    : expression.kind === 'field'
      ? NUMERIC_FIELDS.has(expression.name)
      : expression.kind === 'binary' && /^[-+*/%^]$/.test(expression.operator);

/** Returns the names of the columns of a result that are numbers. The others are text, also if it looks like one. */
export function numericColumnsOf(commands: readonly Command[]): ReadonlySet<string> {
  const columns = commands.flatMap((command) => {
    if (command.kind === 'stats') return [...command.by, ...command.aggregates];
    return command.kind === 'fields' || command.kind === 'display' ? command.columns : [];
  });
  return new Set(columns.filter(({ expression }) => isNumeric(expression)).map(({ name }) => name));
}

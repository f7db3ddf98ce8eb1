/** Syntax tree of a query. `at` is the position in the query, for errors. */

interface Placed {
  readonly at: number;
}

export type Operator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | '^';

export type Expression = Placed &
  (
    | { readonly kind: 'field'; readonly name: string }
    | { readonly kind: 'literal'; readonly value: string | number }
    /** Length in milliseconds, as in `bin(1h)`. */
    | { readonly kind: 'period'; readonly milliseconds: number }
    /** The `*` of `count(*)`. */
    | { readonly kind: 'everything' }
    | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
    | { readonly kind: 'not'; readonly operand: Expression }
    | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
    | {
        readonly kind: 'in';
        readonly operand: Expression;
        readonly options: readonly (string | number)[];
        readonly negated: boolean;
      }
    | {
        readonly kind: 'like';
        readonly operand: Expression;
        /** Pattern. A string matches as a substring. */
        readonly pattern: string | RegExp;
        readonly negated: boolean;
      }
  );

/** Expression with its name: the alias, or the text of the expression. */
export interface Column {
  readonly name: string;
  readonly expression: Expression;
}

export type Command = Placed &
  (
    | { readonly kind: 'fields' | 'display'; readonly columns: readonly Column[] }
    | { readonly kind: 'filter'; readonly condition: Expression }
    | { readonly kind: 'stats'; readonly aggregates: readonly Column[]; readonly by: readonly Column[] }
    | { readonly kind: 'sort'; readonly keys: readonly SortKey[] }
    | { readonly kind: 'limit'; readonly count: number }
    | { readonly kind: 'dedup'; readonly fields: readonly Expression[] }
  );

export interface SortKey {
  readonly expression: Expression;
  readonly descending: boolean;
}

export interface Query {
  readonly text: string;
  readonly commands: readonly Command[];
}

/** Returns the expressions inside of an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return expression.arguments;
    case 'not':
    case 'in':
    case 'like':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'field':
    case 'literal':
    case 'period':
    case 'everything':
      return [];
  }
}

/** Error for a query that is wrong or not in the supported subset. Such a query is never run in part. */
export class QueryError extends Error {
  override readonly name = 'QueryError';

  /** @param at position in characters from the start of the query */
  constructor(query: string, at: number, token: string, problem: string) {
    const before = query.slice(0, at).split('\n');
    const column = (before.at(-1) ?? '').length + 1;
    super(`line ${before.length}, column ${column}: "${token}" ${problem}`);
  }
}

import type { Expression, Operator } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** Weakest first; operators of one line go from left to right. */
const BINARY: readonly (readonly Operator[])[] = [
  ['or'],
  ['and'],
  ['=', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
  ['^'],
];

const COMPARISON = 2;

/** @throws {@link QueryError} */
export const parseExpression = (reader: TokenReader): Expression => parseBinary(reader, 0);

function parseBinary(reader: TokenReader, level: number): Expression {
  const operators = BINARY[level];
  if (operators === undefined) return parsePrimary(reader);
  // Binds weaker than a comparison and stronger than `and`.
  if (level === COMPARISON && reader.isKeyword('not')) {
    const { at } = reader.advance();
    return { kind: 'not', operand: parseBinary(reader, level), at };
  }
  let left = parseBinary(reader, level + 1);
  for (;;) {
    if (level === COMPARISON) {
      const membership = parseMembership(reader, left);
      if (membership !== undefined) return membership;
    }
    const operator = operators.find((word) => reader.isSymbol(word) || reader.isKeyword(word));
    if (operator === undefined) return left;
    const { at } = reader.advance();
    left = { kind: 'binary', operator, left, right: parseBinary(reader, level + 1), at };
  }
}

/** `x in […]`, `x not in […]`, `x like …`, `x not like …`, `x =~ /…/`. */
function parseMembership(reader: TokenReader, operand: Expression): Expression | undefined {
  const { at } = reader.current;
  if (reader.skip('=~')) return { kind: 'like', operand, pattern: parsePattern(reader), negated: false, at };
  const negated = reader.skip('not');
  if (reader.skip('in')) return { kind: 'in', operand, options: parseOptions(reader), negated, at };
  if (reader.skip('like')) return { kind: 'like', operand, pattern: parsePattern(reader), negated, at };
  if (negated) throw reader.wrong('stands where in or like has to');
  return undefined;
}

function parseOptions(reader: TokenReader): (string | number)[] {
  const options: (string | number)[] = [];
  reader.expect('[');
  do {
    const { kind, value } = reader.current;
    if (kind !== 'string' && kind !== 'number') throw reader.wrong('stands where a text or a number has to');
    options.push(kind === 'number' ? Number(value) : value);
    reader.advance();
  } while (reader.skip(','));
  reader.expect(']');
  return options;
}

function parsePattern(reader: TokenReader): string | RegExp {
  const token = reader.current;
  if (token.kind !== 'string' && token.kind !== 'regex')
    throw reader.wrong('stands where a text or a regular expression has to');
  reader.advance();
  if (token.kind === 'string') return token.value;
  const insensitive = token.value.startsWith('(?i)');
  try {
    return new RegExp(insensitive ? token.value.slice(4) : token.value, insensitive ? 'iu' : 'u');
  } catch {
    throw reader.wrong('is no regular expression', token);
  }
}

function parsePrimary(reader: TokenReader): Expression {
  const token = reader.current;
  const { kind, value, at } = token;
  if (reader.skip('(')) {
    const inner = parseExpression(reader);
    reader.expect(')');
    return inner;
  }
  if (kind !== 'word' && kind !== 'quoted-word' && kind !== 'string' && kind !== 'number' && kind !== 'period')
    throw reader.wrong('stands where a field, a value or a function has to');
  reader.advance();
  if (kind === 'string') return { kind: 'literal', value, at };
  if (kind === 'number') return { kind: 'literal', value: Number(value), at };
  if (kind === 'period') return { kind: 'period', milliseconds: millisecondsOf(reader, token), at };
  if (kind === 'quoted-word' || !reader.skip('(')) return { kind: 'field', name: value, at };
  const name = value.toLowerCase();
  const given = parseArguments(reader);
  // "`count()` (or `count(*)`)"
  const isBare = name === 'count' && given.length === 0;
  return { kind: 'call', name, arguments: isBare ? [{ kind: 'everything', at }] : given, at };
}

function millisecondsOf(reader: TokenReader, token: { readonly text: string; readonly at: number }): number {
  const period: Period = periodOf(token.text);
  if (period.kind === 'wrong') throw reader.wrong(period.problem, token);
  return period.milliseconds;
}

function parseArguments(reader: TokenReader): Expression[] {
  const given: Expression[] = [];
  if (reader.skip(')')) return given;
  do {
    const { at } = reader.current;
    given.push(reader.skip('*') ? { kind: 'everything', at } : parseExpression(reader));
  } while (reader.skip(','));
  reader.expect(')');
  return given;
}

/** Milliseconds and the most of a unit that Insights takes: more is silently cut there, so it is refused here. */
const UNITS: Readonly<Record<string, { readonly milliseconds: number; readonly most: number }>> = {
  ms: { milliseconds: 1, most: 1000 },
  s: { milliseconds: 1000, most: 60 },
  m: { milliseconds: 60_000, most: 60 },
  h: { milliseconds: 3_600_000, most: 24 },
  d: { milliseconds: 86_400_000, most: 31 },
};

export type Period =
  | { readonly kind: 'period'; readonly milliseconds: number }
  | { readonly kind: 'wrong'; readonly problem: string };

/** `15m`, as Insights writes periods. */
export function periodOf(text: string): Period {
  const [, digits = '', name = ''] = /^(\d+)([a-z]+)$/.exec(text) ?? [];
  const unit = UNITS[name];
  if (unit === undefined)
    return { kind: 'wrong', problem: `is no period: write a number and one of ${Object.keys(UNITS).join(', ')}` };
  const count = Number(digits);
  if (count < 1 || count > unit.most)
    return { kind: 'wrong', problem: `is no period: 1 to ${unit.most} ${name}, or a larger unit` };
  return { kind: 'period', milliseconds: count * unit.milliseconds };
}

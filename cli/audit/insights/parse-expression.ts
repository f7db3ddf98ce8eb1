import type { Expression, Operator } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** Binary operators, weakest first. Operators of one line associate from left to right. */
const BINARY: readonly (readonly Operator[])[] = [
  ['or'],
  ['and'],
  ['=', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
  ['^'],
];

const COMPARISON = 2;

/**
 * Reads an expression.
 *
 * @throws {@link QueryError}
 */
export const parseExpression = (reader: TokenReader): Expression => parseBinary(reader, 0);

function parseBinary(reader: TokenReader, level: number): Expression {
  const operators = BINARY[level];
  if (operators === undefined) return parsePrimary(reader);
  // `not` binds weaker than a comparison and stronger than `and`.
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

/** Reads `x in […]`, `x not in […]`, `x like …`, `x not like …` and `x =~ /…/`. */
function parseMembership(reader: TokenReader, operand: Expression): Expression | undefined {
  const { at } = reader.current;
  if (reader.skip('=~')) return { kind: 'like', operand, pattern: parsePattern(reader), negated: false, at };
  const negated = reader.skip('not');
  if (reader.skip('in')) return { kind: 'in', operand, options: parseOptions(reader), negated, at };
  if (reader.skip('like')) return { kind: 'like', operand, pattern: parsePattern(reader), negated, at };
  if (negated) throw reader.wrong('is not in or like, which must follow here');
  return undefined;
}

function parseOptions(reader: TokenReader): (string | number)[] {
  const options: (string | number)[] = [];
  reader.expect('[');
  do {
    const { kind, value } = reader.current;
    if (kind !== 'string' && kind !== 'number') throw reader.wrong('is not a text or a number, which must follow here');
    options.push(kind === 'number' ? Number(value) : value);
    reader.advance();
  } while (reader.skip(','));
  reader.expect(']');
  return options;
}

function parsePattern(reader: TokenReader): string | RegExp {
  const token = reader.current;
  if (token.kind !== 'string' && token.kind !== 'regex')
    throw reader.wrong('is not a text or a regular expression, which must follow here');
  reader.advance();
  if (token.kind === 'string') return token.value;
  const insensitive = token.value.startsWith('(?i)');
  try {
    return new RegExp(insensitive ? token.value.slice(4) : token.value, insensitive ? 'iu' : 'u');
  } catch {
    throw reader.wrong('is not a regular expression', token);
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
    throw reader.wrong('is not a field, a value or a function, which must follow here');
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

/**
 * Length in milliseconds and maximum number of each unit. Insights silently cuts larger numbers, so they are refused
 * here.
 */
const UNITS: Readonly<Record<string, { readonly milliseconds: number; readonly maximum: number }>> = {
  ms: { milliseconds: 1, maximum: 1000 },
  s: { milliseconds: 1000, maximum: 60 },
  m: { milliseconds: 60_000, maximum: 60 },
  h: { milliseconds: 3_600_000, maximum: 24 },
  d: { milliseconds: 86_400_000, maximum: 31 },
};

export type Period =
  | { readonly kind: 'period'; readonly milliseconds: number }
  | { readonly kind: 'wrong'; readonly problem: string };

/** Reads a period such as `15m`. */
export function periodOf(text: string): Period {
  const [, digits = '', name = ''] = /^(\d+)([a-z]+)$/.exec(text) ?? [];
  const unit = UNITS[name];
  if (unit === undefined)
    return { kind: 'wrong', problem: `is not a period: write a number and one of ${Object.keys(UNITS).join(', ')}` };
  const count = Number(digits);
  if (count < 1 || count > unit.maximum)
    return { kind: 'wrong', problem: `is not a period: use 1 to ${unit.maximum} ${name}, or a larger unit` };
  return { kind: 'period', milliseconds: count * unit.milliseconds };
}

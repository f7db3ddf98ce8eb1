import { scalars, type Surroundings } from './functions.ts';
import { type Expression, type Operator, QueryError } from './syntax.ts';
import { asNumber, asText, compare, isTrue, type Row, type Value } from './value.ts';

export interface Evaluation extends Surroundings {
  /** Text of the query, for errors. */
  readonly text: string;
}

/**
 * Returns the value of an expression in a row.
 *
 * @throws {@link QueryError} where the result for a missing field is not documented, so the query must check
 * `ispresent` first
 */
export function evaluate(expression: Expression, row: Row, evaluation: Evaluation): Value {
  const inner = (part: Expression): Value => evaluate(part, row, evaluation);
  const needed = (part: Expression): Exclude<Value, undefined> => {
    const value = inner(part);
    if (value !== undefined) return value;
    const token = part.kind === 'field' ? part.name : 'it';
    throw new QueryError(
      evaluation.text,
      part.at,
      token,
      'is missing in an event, and the result for that is not documented',
    );
  };
  switch (expression.kind) {
    case 'field':
      return row.get(expression.name);
    case 'literal':
      return expression.value;
    case 'period':
      return expression.milliseconds;
    case 'everything':
      return true;
    case 'not':
      return !isTrue(inner(expression.operand));
    case 'in': {
      const value = expression.negated ? needed(expression.operand) : inner(expression.operand);
      return expression.options.some((option) => compare(value, option) === 0) !== expression.negated;
    }
    case 'like': {
      const value = expression.negated ? needed(expression.operand) : inner(expression.operand);
      return value !== undefined && matches(asText(value), expression.pattern) !== expression.negated;
    }
    case 'binary':
      return evaluateBinary(expression.operator, expression.left, expression.right, inner, needed);
    case 'call': {
      const scalar = scalars.get(expression.name);
      if (scalar === undefined)
        throw new QueryError(evaluation.text, expression.at, expression.name, 'is not a supported function');
      const given = expression.arguments.map(scalar.takesMissing === true ? inner : needed);
      return scalar.of([...given, ...(scalar.reads ?? []).map((field) => row.get(field))], evaluation);
    }
  }
}

const matches = (text: string, pattern: string | RegExp): boolean =>
  typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);

function evaluateBinary(
  operator: Operator,
  left: Expression,
  right: Expression,
  inner: (part: Expression) => Value,
  needed: (part: Expression) => Value,
): Value {
  const order = (): number | undefined => compare(inner(left), inner(right));
  // "returns only log events that match": an event without the field does not match.
  const holds = (matching: (difference: number) => boolean): boolean => {
    const difference = order();
    return difference !== undefined && matching(difference);
  };
  const number = (of: (a: number, b: number) => number): Value => {
    const [a, b] = [asNumber(needed(left)), asNumber(needed(right))];
    return a === undefined || b === undefined ? undefined : of(a, b);
  };
  switch (operator) {
    case 'or':
      return isTrue(inner(left)) || isTrue(inner(right));
    case 'and':
      return isTrue(inner(left)) && isTrue(inner(right));
    case '=':
      return holds((difference) => difference === 0);
    case '!=':
      return compare(needed(left), needed(right)) !== 0;
    case '<':
      return holds((difference) => difference < 0);
    case '<=':
      return holds((difference) => difference <= 0);
    case '>':
      return holds((difference) => difference > 0);
    case '>=':
      return holds((difference) => difference >= 0);
    case '+':
      return number((a, b) => a + b);
    case '-':
      return number((a, b) => a - b);
    case '*':
      return number((a, b) => a * b);
    case '/':
      return number((a, b) => a / b);
    case '%':
      return number((a, b) => a % b);
    case '^':
      return number((a, b) => a ** b);
  }
}

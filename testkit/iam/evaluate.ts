/**
 * Decides as IAM does whether policies allow a call: an explicit deny wins, and without an allow the answer is no
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html). What it does not know
 * (`NotAction`, a condition operator) is an error, never a guess.
 */

type Values = string | readonly string[];

/** Statement of a policy, with its intrinsic functions resolved. */
export interface PolicyStatement {
  readonly Effect: string;
  readonly Action: Values;
  readonly Resource: Values;
  readonly Principal?: '*' | Readonly<Record<string, Values>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/** A call as IAM sees it. */
export interface Request {
  /** Such as `dynamodb:GetItem`. */
  readonly action: string;
  /** ARN, or `*` for an action without a resource. */
  readonly resource: string;
  /** Condition keys of the call. A key that is missing here is missing in the call. */
  readonly context?: Readonly<Record<string, Values>>;
}

export type Decision = 'allowed' | 'denied' | 'not allowed';

const KNOWN = ['Sid', 'Effect', 'Action', 'Resource', 'Principal', 'Condition'];

/** @throws for a statement that it cannot decide about */
export function evaluate(statements: readonly PolicyStatement[], request: Request): Decision {
  const matching = statements.filter((statement) => matches(statement, request));
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return matching.some(({ Effect }) => Effect === 'Allow') ? 'allowed' : 'not allowed';
}

const listed = (values: Values): readonly string[] => (typeof values === 'string' ? [values] : values);

function matches(statement: PolicyStatement, { action, resource, context = {} }: Request): boolean {
  const unknown = Object.keys(statement).filter((name) => !KNOWN.includes(name));
  if (unknown.length > 0) throw new Error(`The evaluator does not know ${unknown.join()} in a statement`);
  const conditions = Object.entries(statement.Condition ?? {});
  return (
    listed(statement.Action).some((pattern) => isLike(pattern.toLowerCase(), action.toLowerCase())) &&
    listed(statement.Resource).some((pattern) => isLike(pattern, resource)) &&
    conditions.every(([operator, keys]) => holds(operator, keys, context))
  );
}

/** Compares with a pattern in which `*` and `?` stand for any characters and any one character. */
function isLike(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}

const COMPARISONS: Readonly<Record<string, (wanted: string, given: string) => boolean>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringLike: isLike,
  ArnEquals: isLike,
  ArnLike: isLike,
  Bool: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
};

function holds(operator: string, keys: Readonly<Record<string, Values>>, context: NonNullable<Request['context']>) {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const compare = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
  if (compare === undefined) throw new Error(`The evaluator does not know the condition operator ${operator}`);
  // Names of keys ignore case; values do not.
  const given = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), listed(value)]));
  return Object.entries(keys).every(([key, wanted]) => {
    const values = given.get(key.toLowerCase());
    // IAM takes a missing key for an empty set: every member of it matches, and none does.
    if (values === undefined) return ifExists !== undefined || set === 'ForAllValues';
    const isWanted = (value: string) => listed(wanted).some((one) => compare(one, value));
    return set === 'ForAllValues' ? values.every(isWanted) : values.some(isWanted);
  });
}

import { Effect, PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';

/**
 * Access of a function to a part of the stack: the permissions and the variables that name the part, so that neither
 * is given without the other.
 */
export interface Access<Variables extends Record<string, string> = Record<never, string>> {
  readonly variables: Variables;
  /** Plain properties, because a statement object belongs to one policy. */
  readonly statements: readonly PolicyStatementProps[];
}

type Intersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (member: infer All) => void
  ? All
  : never;

type VariablesOf<Accesses extends readonly Access<Record<string, string>>[]> = Intersection<
  Accesses[number]['variables']
>;

/** Merges several accesses. */
export function together<const Accesses extends readonly Access<Record<string, string>>[]>(
  ...accesses: Accesses
): { readonly variables: VariablesOf<Accesses>; readonly statements: readonly PolicyStatementProps[] } {
  const merged: Record<string, string> = Object.assign({}, ...accesses.map(({ variables }) => variables));
  return {
    variables: merged as VariablesOf<Accesses>,
    statements: accesses.flatMap(({ statements }) => statements),
  };
}

/** Variables that need no permission. */
export const variables = <const Variables extends Record<string, string>>(given: Variables) => ({
  variables: given,
  statements: [],
});

/** A permission that needs no variable. */
export const permission = (actions: string[], resources: string[]): Access => ({
  variables: {},
  statements: [{ effect: Effect.ALLOW, actions, resources }],
});

export const statementsOf = (access: Access<Record<string, string>>): PolicyStatement[] =>
  access.statements.map((statement) => new PolicyStatement(statement));

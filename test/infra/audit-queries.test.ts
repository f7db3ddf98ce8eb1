import { auditQueries } from '../../cli/audit/queries/index.ts';
import { savedText } from '../../cli/audit/queries/query.ts';
import { auditLogGroups } from '../../lib/stage-names.ts';
import { resources, synthesized } from './synthesized.ts';

interface QueryDefinition {
  readonly Name: string;
  readonly QueryString: string;
  readonly LogGroupNames: readonly { readonly Ref: string }[];
  readonly Parameters?: readonly { readonly Name: string; readonly Description: string }[];
}

interface LogGroup {
  readonly LogGroupName: string;
}

const template = synthesized('prod');
const saved = resources<QueryDefinition>(template, 'AWS::Logs::QueryDefinition').map(
  ([, { Properties }]) => Properties,
);

test("every query of the command line is saved unchanged in the stage's folder", () => {
  const texts = Object.fromEntries(saved.map(({ Name, QueryString }) => [Name, QueryString]));
  expect(texts).toEqual(
    Object.fromEntries(auditQueries.map((query) => [`password-reset/prod/${query.name}`, savedText(query)])),
  );
});

test('each reads the log groups that the command line reads', () => {
  const groups = new Map(
    resources<LogGroup>(template, 'AWS::Logs::LogGroup').map(([id, { Properties }]) => [id, Properties.LogGroupName]),
  );
  for (const { LogGroupNames } of saved)
    expect(new Set(LogGroupNames.map(({ Ref }) => groups.get(Ref)))).toEqual(
      new Set(auditLogGroups('prod', 'built-in')),
    );
});

test('a query that needs a value names it as a parameter of the console', () => {
  const parameters = saved
    .filter(({ Parameters }) => Parameters !== undefined)
    .map(({ Name, Parameters = [] }) => [Name, Parameters.map((parameter) => parameter.Name)]);
  expect(Object.fromEntries(parameters)).toEqual({
    'password-reset/prod/subject': ['subject'],
    'password-reset/prod/request': ['reference'],
  });
});

test('each is within the limits of CloudFormation', () => {
  for (const { Name, QueryString, LogGroupNames } of saved) {
    expect(Name.length).toBeLessThanOrEqual(255);
    expect(QueryString.length).toBeLessThanOrEqual(10_000);
    expect(LogGroupNames.length).toBeLessThanOrEqual(50);
  }
});

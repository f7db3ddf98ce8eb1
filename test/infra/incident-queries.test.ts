import { incidentQueries } from '../../cli/audit/queries/index.ts';
import { nightly } from '../../cli/audit/queries/nightly.ts';
import { auditLogGroups } from '../../lib/stage-names.ts';
import { resources, synthesized } from './synthesized.ts';

interface ScheduledQuery {
  readonly Name: string;
  readonly QueryString: string;
  readonly QueryLanguage: string;
  readonly ScheduleExpression: string;
  readonly StartTimeOffset: number;
  readonly State: string;
  readonly LogGroupIdentifiers: readonly { readonly Ref: string }[];
  readonly ExecutionRoleArn: { readonly 'Fn::GetAtt': readonly string[] };
}

interface Rule {
  readonly EventPattern: {
    readonly 'detail-type'?: readonly string[];
    readonly resources?: readonly { readonly 'Fn::GetAtt': readonly string[] }[];
    readonly detail?: unknown;
  };
}

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly { readonly Ref: string }[];
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: { readonly Ref: string } }[];
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
}

const prod = synthesized('prod');
const queries = resources<ScheduledQuery>(prod, 'AWS::Logs::ScheduledQuery');
const rules = resources<Rule>(prod, 'AWS::Events::Rule').filter(
  ([, { Properties }]) => Properties.EventPattern?.['detail-type']?.[0] === 'Scheduled Query Completed',
);
const alarms = resources<Alarm>(prod, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

test('each question about incidents is asked once a night, in turn, of all groups with audit events', () => {
  const groups = new Map(
    resources<{ LogGroupName: string }>(prod, 'AWS::Logs::LogGroup').map(([id, { Properties }]) => [
      id,
      Properties.LogGroupName,
    ]),
  );
  expect(queries).toHaveLength(incidentQueries.length);
  for (const [position, query] of incidentQueries.entries()) {
    const found = queries.find(([, { Properties }]) => Properties.Name === `password-reset-prod-${query.name}`);
    const { text, schedule, lookBack } = nightly(query, position);
    expect(found?.[1].Properties).toMatchObject({
      QueryString: text,
      QueryLanguage: 'CWLI',
      ScheduleExpression: schedule,
      StartTimeOffset: lookBack,
      State: 'ENABLED',
    });
    expect(found?.[1].Properties.LogGroupIdentifiers.map(({ Ref }) => groups.get(Ref)).toSorted()).toEqual(
      auditLogGroups('prod', 'built-in').toSorted(),
    );
  }
  expect(new Set(queries.map(([, { Properties }]) => Properties.ScheduleExpression)).size).toBe(queries.length);
});

test('a run with rows rings an alarm of its question, whose text leads to the runbook', () => {
  for (const [id, { Properties }] of queries) {
    const name = Properties.Name.replace('password-reset-prod-', '');
    const [ruleId, rule] =
      rules.find(([, each]) => each.Properties.EventPattern.resources?.[0]?.['Fn::GetAtt'][0] === id) ?? [];
    expect(rule?.Properties.EventPattern.detail).toEqual({ statistics: { resultCount: [{ numeric: ['>', 0] }] } });
    const alarm = alarms.find(({ AlarmName }) => AlarmName === `password-reset-prod-incident-found-${name}`);
    expect(alarm?.Dimensions).toEqual([{ Name: 'RuleName', Value: { Ref: ruleId } }]);
    expect(alarm?.Threshold).toBe(1);
    expect(alarm?.AlarmActions).toHaveLength(1);
    expect(alarm?.AlarmDescription).toContain('guides/runbook.md#incident-found');
  }
});

test('questions that are not answered ring an alarm, too: silence is not "nothing found"', () => {
  const alarm = alarms.find(({ AlarmName }) => AlarmName === 'password-reset-prod-incidents-unasked');
  expect(alarm).toMatchObject({
    Threshold: incidentQueries.length,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  });
});

test('the role reads the groups with audit events, and CloudWatch Logs alone may assume it', () => {
  const roles = prod.findResources('AWS::IAM::Role');
  const ids = queries.map(([, { Properties }]) => Properties.ExecutionRoleArn['Fn::GetAtt'][0] ?? '');
  expect(new Set(ids).size).toBe(1);
  expect(roles[ids[0] ?? '']?.Properties.AssumeRolePolicyDocument.Statement).toEqual([
    { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'logs.amazonaws.com' } },
  ]);
});

test.each([
  ['the setting is off', { incidentQueries: 'false' }],
  ['there are no alarms', { alarms: 'false', releaseShifting: 'all-at-once' }],
])('nothing is asked where %s', (_where, overrides) => {
  const template = synthesized('prod', overrides);
  expect(template.findResources('AWS::Logs::ScheduledQuery')).toEqual({});
});

test.each(['dev', 'staging'])('%s asks nothing: nobody reads its alarms at night', (stage) => {
  expect(synthesized(stage).findResources('AWS::Logs::ScheduledQuery')).toEqual({});
});

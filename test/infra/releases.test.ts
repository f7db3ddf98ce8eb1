import type { Template } from 'aws-cdk-lib/assertions';
import { backgroundFunctions, operationOf, operationsWith } from '../../functions/operations/index.ts';
import { only, resources, synthesized } from './synthesized.ts';

/** The checkpoint of the audit trail is not shifted: a release must not leave two of them at work. */
const shifted = Object.keys(backgroundFunctions).filter((name) => name !== 'audit-checkpoint');
const functionCount = operationsWith('built-in').length + shifted.length;
/** Parts of the audit trail that call no alias. */
const ofAudit = (id: string) =>
  /^(AuditArchive|AuditCheckpoints|ObservabilityAlarmsTrailChanged|ObservabilityIncidentQueries)/.test(id);
const atOnce = synthesized('dev');
const canary = synthesized('prod');
const count = (template: Template, type: string) => Object.keys(template.findResources(type)).length;

interface AliasProperties {
  readonly Name: string;
  readonly FunctionName: { readonly Ref: string };
  readonly ProvisionedConcurrencyConfig?: { readonly ProvisionedConcurrentExecutions: number };
}
const aliases = (template: Template) => resources<AliasProperties>(template, 'AWS::Lambda::Alias');

test('all-at-once makes neither aliases nor deployment groups', () => {
  for (const type of ['AWS::Lambda::Alias', 'AWS::Lambda::Version', 'AWS::CodeDeploy::DeploymentGroup']) {
    expect(count(atOnce, type)).toBe(0);
  }
});

test('production shifts every function, and each rolls back by its own alarms', () => {
  expect(aliases(canary)).toHaveLength(functionCount);
  const groups = resources<{
    AlarmConfiguration: { Enabled: boolean; Alarms: { Name: { Ref: string } }[] };
    AutoRollbackConfiguration: { Enabled: boolean; Events: string[] };
    DeploymentConfigName: string;
  }>(canary, 'AWS::CodeDeploy::DeploymentGroup');
  expect(groups).toHaveLength(functionCount);
  const alarms = canary.findResources('AWS::CloudWatch::Alarm');
  const ringing = groups.flatMap(([, { Properties }]) => {
    expect(Properties.DeploymentConfigName).toBe('CodeDeployDefault.LambdaCanary10Percent15Minutes');
    expect(Properties.AutoRollbackConfiguration).toEqual({
      Enabled: true,
      Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'],
    });
    return Properties.AlarmConfiguration.Alarms.map(({ Name }) => String(alarms[Name.Ref]?.Properties['AlarmName']));
  });
  // Each step has the two alarms of the API, and an alarm of its own or, where few take it, the API's ticket. Each
  // function in the background has one of its own.
  const steps = operationsWith('built-in');
  const times = (name: string) => ringing.filter((each) => each === `password-reset-prod-${name}`).length;
  expect([times('api-errors'), times('step-latency')]).toEqual([steps.length, steps.length]);
  const seldomTaken = steps.filter((step) => operationOf(step).alarm.severity === 'ticket');
  expect(times('api-errors-ticket')).toBe(seldomTaken.length);
  const own = ringing.filter((name) => !/-(api-errors|step-latency|api-errors-ticket)$/.test(name));
  expect(own).toHaveLength(steps.length - seldomTaken.length + shifted.length);
  expect(new Set(own).size).toBe(own.length);
});

test('an alias is updated by its own deployment group', () => {
  const groups = Object.keys(canary.findResources('AWS::CodeDeploy::DeploymentGroup'));
  const updating = Object.values(canary.findResources('AWS::Lambda::Alias')).map(
    ({ UpdatePolicy }) => UpdatePolicy.CodeDeployLambdaAliasUpdate.DeploymentGroupName.Ref as string,
  );
  expect(updating.sort()).toEqual(groups.sort());
});

test('with releaseNow CloudFormation moves the aliases, and nothing else changes', () => {
  const now = synthesized('prod', { releaseNow: 'true' });
  expect(count(now, 'AWS::Lambda::Alias')).toBe(functionCount);
  expect(count(now, 'AWS::CodeDeploy::DeploymentGroup')).toBe(functionCount);
  const moved = Object.values(now.findResources('AWS::Lambda::Alias')).filter(({ UpdatePolicy }) => UpdatePolicy);
  expect(moved).toEqual([]);
  const without = (template: Template) =>
    JSON.parse(
      JSON.stringify(template.toJSON(), (key: string, value: unknown) =>
        key === 'UpdatePolicy' || key === 'releaseNow' ? undefined : value,
      ),
    ) as unknown;
  expect(without(now)).toEqual(without(canary));
});

test('a linear release shifts ten percent every two minutes', () => {
  const linear = synthesized('dev', { profile: 'full', alarms: 'true', releaseShifting: 'linear' });
  for (const [, { Properties }] of resources<{ DeploymentConfigName: string }>(
    linear,
    'AWS::CodeDeploy::DeploymentGroup',
  )) {
    expect(Properties.DeploymentConfigName).toBe('CodeDeployDefault.LambdaLinear10PercentEvery2Minutes');
  }
});

test('routes, streams, the schedule and the rule of mail events may call only aliases; the archive has none', () => {
  const ids = aliases(canary).map(([id]) => id);
  const callsAlias = (value: unknown) => ids.filter((id) => JSON.stringify(value).includes(`"${id}"`)).length === 1;
  const routes = resources<{ OperationName?: string; Integration: { Uri?: unknown } }>(
    canary,
    'AWS::ApiGateway::Method',
  )
    .map(([, { Properties }]) => Properties)
    .filter(({ OperationName }) => OperationName !== undefined);
  expect(routes).toHaveLength(operationsWith('built-in').length);
  expect(routes.filter(({ Integration }) => !callsAlias(Integration.Uri))).toEqual([]);
  const mappings = resources<{ FunctionName: unknown }>(canary, 'AWS::Lambda::EventSourceMapping');
  expect(mappings).toHaveLength(2);
  expect(mappings.filter(([, { Properties }]) => !callsAlias(Properties.FunctionName))).toEqual([]);
  const rules = resources<{ Targets: { Arn: unknown }[] }>(canary, 'AWS::Events::Rule').filter(([id]) => !ofAudit(id));
  expect(rules).toHaveLength(2);
  expect(rules.filter(([, { Properties }]) => !callsAlias(only(Properties.Targets).Arn))).toEqual([]);
  const permissions = resources<{ FunctionName: unknown }>(canary, 'AWS::Lambda::Permission').filter(
    ([id]) => !ofAudit(id),
  );
  expect(permissions.filter(([, { Properties }]) => !callsAlias(Properties.FunctionName))).toEqual([]);
});

test('only the steps have provisioned concurrency, with or without shifting', () => {
  const warm = synthesized('dev', { provisionedConcurrency: '2' });
  const kept = aliases(warm).map(([, { Properties }]) => Properties);
  expect(kept).toHaveLength(operationsWith('built-in').length);
  for (const { Name, ProvisionedConcurrencyConfig } of kept) {
    expect([Name, ProvisionedConcurrencyConfig]).toEqual(['live', { ProvisionedConcurrentExecutions: 2 }]);
  }
  expect(count(warm, 'AWS::CodeDeploy::DeploymentGroup')).toBe(0);
});

test('an unknown way of shifting is rejected by name', () => {
  expect(() => synthesized('dev', { releaseShifting: 'blue-green' })).toThrow('releaseShifting: ');
});

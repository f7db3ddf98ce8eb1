import { ruleExceptions } from './rule-exceptions.ts';
import './synthesized.ts';

const stages: [string, string, Record<string, unknown>][] = [
  ['prod', 'prod', {}],
  ['dev', 'dev', {}],
  [
    'prod with all that a setting can add',
    'prod',
    {
      accessLogs: 'true',
      reservedConcurrency: '20',
      eventBus: 'default',
      siteWebAclArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/pages/0123-4567',
    },
  ],
];

const brokenIn = new Map(stages.map(([name, stage, overrides]) => [name, native.brokenRules(stage, overrides, [])]));

test.each(stages)(
  '%s breaks no rule of AwsSolutions and NIST 800-53 R5 beyond the exceptions',
  (_, stage, overrides) => {
    expect(native.brokenRules(stage, overrides, ruleExceptions)).toEqual([]);
  },
);

test('every exception is needed for each of its rules and each of its constructs', () => {
  const all = [...brokenIn.values()].flat();
  const idle = ruleExceptions.flatMap(({ rules, at }) => [
    ...rules.filter((rule) => !all.some((one) => at.some((path) => one.startsWith(`${rule} at ${path}`)))),
    ...at.filter((path) => !all.some((one) => rules.some((rule) => one.startsWith(`${rule} at ${path}`)))),
  ]);
  expect(idle).toEqual([]);
});

test('settings end the exceptions that name them', () => {
  const rules = [
    'AwsSolutions-CFR2',
    'AwsSolutions-CFR3',
    'AwsSolutions-APIG3',
    'AwsSolutions-CFR4',
    'NIST.800.53.R5-SecretsManagerUsingKMSKey',
  ];
  const stillBroken = (name: string) =>
    rules.filter((rule) => brokenIn.get(name)?.some((one) => one.startsWith(`${rule} at`)));
  expect([stillBroken('dev'), stillBroken('prod'), stillBroken('prod with all that a setting can add')]).toEqual([
    rules,
    ['AwsSolutions-CFR2', 'AwsSolutions-CFR3'],
    [],
  ]);
  const unreserved = (name: string) =>
    brokenIn
      .get(name)
      ?.filter((one) =>
        /LambdaConcurrency at Functions\/(?!.*(consumer|redelivery|mail-events|audit-checkpoint|settings-record))/.test(
          one,
        ),
      ).length;
  expect([unreserved('prod'), unreserved('prod with all that a setting can add')]).toEqual([9, 0]);
});

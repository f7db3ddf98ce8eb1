import { type Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { type RuleException, ruleExceptions } from './rule-exceptions.ts';
import { stackOf } from './synthesized.ts';

/** Every rule that is broken, as `rule at path below the stack`. */
function broken(stack: Stack): string[] {
  const packs = [new AwsSolutionsChecks(stack), new NIST80053R5Checks(stack)];
  return packs
    .flatMap((pack) => pack.validateScope(stack).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(
        ({ constructPath }) => `${ruleName} at ${constructPath?.slice(stack.node.path.length + 1)}`,
      ),
    );
}

/** Undefined where the stage does not have it. */
const below = (stack: Stack, path: string): IConstruct | undefined =>
  path.split('/').reduce<IConstruct | undefined>((construct, id) => construct?.node.tryFindChild(id), stack);

function acknowledge(stack: Stack, { rules, at, reason }: RuleException): void {
  for (const path of at) {
    const construct = below(stack, path);
    if (construct !== undefined) Validations.of(construct).acknowledge(...rules.map((id) => ({ id, reason })));
  }
}

const stages: [string, string, Record<string, unknown>][] = [
  ['prod', 'prod', {}],
  ['dev', 'dev', {}],
  [
    'prod with all that a setting can add',
    'prod',
    {
      reservedConcurrency: '20',
      siteWebAclArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/pages/0123-4567',
    },
  ],
];

const brokenIn = new Map(stages.map(([name, stage, overrides]) => [name, broken(stackOf(stage, overrides))]));

test.each(stages)(
  '%s breaks no rule of AwsSolutions and NIST 800-53 R5 beyond the exceptions',
  (_, stage, overrides) => {
    const stack = stackOf(stage, overrides);
    for (const exception of ruleExceptions) acknowledge(stack, exception);
    expect(broken(stack)).toEqual([]);
  },
);

test('every exception is needed, for each of its rules and each of its places', () => {
  const all = [...brokenIn.values()].flat();
  const idle = ruleExceptions.flatMap(({ rules, at }) => [
    ...rules.filter((rule) => !all.some((one) => at.some((path) => one.startsWith(`${rule} at ${path}`)))),
    ...at.filter((path) => !all.some((one) => rules.some((rule) => one.startsWith(`${rule} at ${path}`)))),
  ]);
  expect(idle).toEqual([]);
});

test('an exception that a setting ends is ended by it', () => {
  const rules = [
    'AwsSolutions-CFR2',
    'AwsSolutions-APIG3',
    'AwsSolutions-CFR4',
    'NIST.800.53.R5-SecretsManagerUsingKMSKey',
  ];
  const stillBroken = (name: string) =>
    rules.filter((rule) => brokenIn.get(name)?.some((one) => one.startsWith(`${rule} at`)));
  expect([stillBroken('dev'), stillBroken('prod'), stillBroken('prod with all that a setting can add')]).toEqual([
    rules,
    ['AwsSolutions-CFR2'],
    [],
  ]);
  const unreserved = (name: string) =>
    brokenIn
      .get(name)
      ?.filter((one) => /LambdaConcurrency at Functions\/(?!.*(consumer|redelivery|mail-events|settings-record))/.test(one)).length;
  expect([unreserved('prod'), unreserved('prod with all that a setting can add')]).toEqual([9, 0]);
});

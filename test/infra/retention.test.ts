import type { Template } from 'aws-cdk-lib/assertions';
import { type Resource, resources, synthesized } from './synthesized.ts';

/** Types that hold data, or that are needed to read data. */
const STATEFUL = [
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
];

const prod = synthesized('prod');
const protectedProd = synthesized('prod', { deletionProtection: 'true' });
const dev = synthesized('dev', { customerManagedKey: 'true' });

const all = (template: Template) =>
  Object.entries(template.toJSON()['Resources'] as Record<string, Resource<Record<string, unknown>>>);

const stateful = (template: Template) => all(template).filter(([, { Type }]) => STATEFUL.includes(Type));

/** What CloudFormation cannot delete while a failed creation is rolled back, by type. */
const NEVER_DELETED: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'has files by then, and the archive are locked',
  'AWS::ApiGateway::Account': 'belongs to the account and region, whose other APIs may log by it',
  'AWS::IAM::Role': "is that setting's role",
};

/** Properties by which a resource has a name that its next creation would find taken. */
const NAMES = /^(Name|.*Name)$/;

describe.each(['staging', 'prod'])('the stage %s', (stage) => {
  const template = synthesized(stage);

  test('deleting the stack, or replacing a resource, deletes no table, secret, key, log, queue or file', () => {
    const kept = stateful(template);
    expect(new Set(kept.map(([, { Type }]) => Type)).size).toBeGreaterThan(4);
    for (const [id, { Type, DeletionPolicy, UpdateReplacePolicy }] of kept) {
      const policy = Type in NEVER_DELETED ? 'Retain' : 'RetainExceptOnCreate';
      expect([id, DeletionPolicy, UpdateReplacePolicy]).toEqual([id, policy, 'Retain']);
    }
  });

  test('a creation that is rolled back leaves no name taken', () => {
    const left = all(template).filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain');
    expect(left.map(([, { Type }]) => Type).filter((type) => !(type in NEVER_DELETED))).toEqual([]);
    const named = left.flatMap(([id, { Properties }]) =>
      Object.keys(Properties ?? {})
        .filter((name) => NAMES.test(name))
        .map((name) => `${id}.${name}`),
    );
    expect(named).toEqual([]);
  });

  test('a first deployment protects nothing that CloudFormation may have to delete', () => {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/"DeletionProtectionEnabled":true/);
    expect(native.stackFacts(stage, {}).terminationProtection).toBe(false);
  });

  test('every one that succeeded says that the protection is still off, until it is on', () => {
    const warned = [
      expect.stringMatching(/^deletionProtection is off\. Set it to true .*docs\/guides\/first-deployment\.md/),
    ];
    expect(native.stackFacts(stage, {}).warnings).toEqual(warned);
    expect(native.stackFacts(stage, { deletionProtection: 'true' }).warnings).toEqual([]);
  });
});

test('with deletionProtection nobody can delete the stack, a table or the audit trail', () => {
  const tables = resources<{ DeletionProtectionEnabled?: boolean }>(protectedProd, 'AWS::DynamoDB::Table');
  expect(tables.map(([, { Properties }]) => Properties.DeletionProtectionEnabled)).toEqual([true, true, true]);
  const logs = resources<{ LogGroupName: string; DeletionProtectionEnabled?: boolean }>(
    protectedProd,
    'AWS::Logs::LogGroup',
  );
  const kept = logs.filter(([, { Properties }]) => Properties.DeletionProtectionEnabled === true);
  expect(kept.map(([, { Properties }]) => Properties.LogGroupName)).toEqual(['/audit/password-reset-prod-trail']);
  expect(native.stackFacts('prod', { deletionProtection: 'true' }).terminationProtection).toBe(true);
});

test('the protection is the only difference, so that it can be set by an update without replacement', () => {
  const without = (template: Template) =>
    JSON.parse(
      JSON.stringify(template.toJSON(), (key: string, value: unknown) =>
        key === 'DeletionProtectionEnabled' || key === 'deletionProtection' ? undefined : value,
      ),
    ) as unknown;
  expect(without(protectedProd)).toEqual(without(prod));
});

test('a release that is rolled back deletes the version that it made', () => {
  const versions = resources(synthesized('prod'), 'AWS::Lambda::Version');
  expect(versions.length).toBeGreaterThan(0);
  expect(new Set(versions.map(([, { DeletionPolicy }]) => DeletionPolicy))).toEqual(new Set(['RetainExceptOnCreate']));
});

test('a temporary stage leaves nothing behind', () => {
  expect(stateful(dev).filter(([, { DeletionPolicy }]) => DeletionPolicy !== 'Delete')).toEqual([]);
  const tables = resources<{ DeletionProtectionEnabled?: boolean }>(dev, 'AWS::DynamoDB::Table');
  expect(tables.map(([, { Properties }]) => Properties.DeletionProtectionEnabled)).toEqual([false, false, false]);
  expect(native.stackFacts('dev', {})).toMatchObject({ terminationProtection: false, warnings: [] });
});

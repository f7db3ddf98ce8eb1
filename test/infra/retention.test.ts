import type { Template } from 'aws-cdk-lib/assertions';
import { resources, synthesized } from './synthesized.ts';

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
const dev = synthesized('dev', { customerManagedKey: 'true' });

const policiesOf = (template: Template) =>
  STATEFUL.flatMap((type) =>
    resources(template, type).map(([id, { DeletionPolicy, UpdateReplacePolicy }]) => ({
      id,
      type,
      DeletionPolicy,
      UpdateReplacePolicy,
    })),
  );

test('deleting or replacing a resource of the prod stack deletes no table, secret, key, log, queue or file', () => {
  const policies = policiesOf(prod);
  expect(new Set(policies.map(({ type }) => type)).size).toBe(STATEFUL.length - 1);
  expect(
    policies.filter((policy) => policy.DeletionPolicy !== 'Retain' || policy.UpdateReplacePolicy !== 'Retain'),
  ).toEqual([]);
});

test('every table of the prod stack has deletion protection', () => {
  const tables = resources<{ DeletionProtectionEnabled?: boolean }>(prod, 'AWS::DynamoDB::Table');
  expect(tables.map(([, { Properties }]) => Properties.DeletionProtectionEnabled)).toEqual([true, true, true]);
});

test('a temporary stage leaves nothing behind', () => {
  expect(policiesOf(dev).filter(({ DeletionPolicy }) => DeletionPolicy !== 'Delete')).toEqual([]);
  const tables = resources<{ DeletionProtectionEnabled?: boolean }>(dev, 'AWS::DynamoDB::Table');
  expect(tables.map(([, { Properties }]) => Properties.DeletionProtectionEnabled)).toEqual([false, false, false]);
});

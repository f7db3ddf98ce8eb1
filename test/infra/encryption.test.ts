import type { FunctionName } from '../../functions/operations/index.ts';
import { expectedRights, names } from './expected-rights.ts';
import { listed, only, resources, type Statement, statementsOf, synthesized } from './synthesized.ts';

const template = synthesized('prod');

interface KeyProperties {
  readonly EnableKeyRotation: boolean;
  readonly KeyPolicy: { readonly Statement: (Statement & { readonly Principal: Record<string, unknown> })[] };
}

const [keyId, { Properties: key }] = only(
  // The other key signs the archive and encrypts nothing.
  resources<KeyProperties>(template, 'AWS::KMS::Key').filter(([id]) => id.startsWith('Encryption')),
);
const byKey = { 'Fn::GetAtt': [keyId, 'Arn'] };

test("every table, secret, queue and log group is encrypted with the stack's key", () => {
  interface Encrypted {
    readonly SSESpecification?: { KMSMasterKeyId: unknown };
    readonly KmsKeyId?: unknown;
    readonly KmsMasterKeyId?: unknown;
  }
  const keysOf = (type: string, keyOf: (properties: Encrypted) => unknown) =>
    resources<Encrypted>(template, type).map(([id, { Properties }]) => [id, keyOf(Properties)]);
  const all = [
    ...keysOf('AWS::DynamoDB::Table', ({ SSESpecification }) => SSESpecification?.KMSMasterKeyId),
    ...keysOf('AWS::SecretsManager::Secret', ({ KmsKeyId }) => KmsKeyId),
    ...keysOf('AWS::Logs::LogGroup', ({ KmsKeyId }) => KmsKeyId),
    ...keysOf('AWS::SQS::Queue', ({ KmsMasterKeyId }) => KmsMasterKeyId),
  ];
  expect(all.length).toBeGreaterThan(names.length);
  expect(all.filter(([, used]) => JSON.stringify(used) !== JSON.stringify(byKey))).toEqual([]);
});

test('the key rotates', () => {
  expect(key.EnableKeyRotation).toBe(true);
});

test("the key's policy admits the account's own policies, CloudWatch Logs for the stage's log groups, and the account's event bus for queues", () => {
  const [account, logs, eventBus, ...others] = key.KeyPolicy.Statement;
  expect(others).toEqual([]);
  expect(eventBus).toMatchObject({
    Principal: { Service: 'events.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  });
  expect(JSON.stringify(account?.Principal)).toContain(':root');
  expect(JSON.stringify(logs?.Principal)).toContain('"logs.",{"Ref":"AWS::Region"},".amazonaws.com"');
  expect(logs?.Action).toEqual([
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ]);
  const patterns = JSON.stringify(logs?.Condition?.['ArnLike']?.['kms:EncryptionContext:aws:logs:arn']);
  const admitted = [...patterns.matchAll(/:log-group:([^"]+)"/g)].map(([, pattern = '']) => pattern);
  expect(admitted).toEqual(['*password-reset-prod', '*password-reset-prod-*']);
});

test("every log group has a name that the key's policy admits", () => {
  const groups = resources<{ LogGroupName?: string }>(template, 'AWS::Logs::LogGroup');
  const refused = groups.filter(
    ([, { Properties }]) => !/password-reset-prod(-.*)?$/.test(Properties.LogGroupName ?? ''),
  );
  expect(refused.map(([id]) => id)).toEqual([]);
});

/** Each use of the key as a line `action via service for context=resource`. */
const uses = (name: FunctionName): string[] =>
  statementsOf(template, 'prod', name)
    .filter(({ Action }) => listed(Action).some((action) => action.startsWith('kms:')))
    .flatMap(({ Action, Resource, Condition }) => {
      expect([Resource, Object.keys(Condition ?? {})]).toEqual([byKey, ['StringEquals']]);
      const { 'kms:ViaService': via, ...context } = Condition?.['StringEquals'] ?? {};
      const service = /"(\w+)\.",\{"Ref":"AWS::Region"\},"\.amazonaws\.com"/.exec(JSON.stringify(via))?.[1];
      const [field, value] = only(Object.entries(context));
      const resource = /"(?:Directory|Secrets|Resets|MailStream|AuditStream|MailEvents)?(\w+?)[0-9A-F]{8}"/.exec(
        JSON.stringify(value),
      );
      return listed(Action).map(
        (action) => `${action} via ${service} for ${field.replace('kms:EncryptionContext:', '')}=${resource?.[1]}`,
      );
    })
    .sort();

const RESOURCES: Readonly<Record<string, string>> = {
  'audit-mac': 'AuditMac',
  'audit-subject': 'AuditSubject',
  origin: 'Origin',
  captcha: 'Captcha',
  pepper: 'Pepper',
  resets: 'Table',
  sessions: 'Sessions',
  users: 'Users',
};

/** Uses of the key that a right on a table, a secret or a queue needs. */
function usesFor(right: string): string[] {
  const [, service, resource = ''] = /^(\w+):\w+ ([\w-]+)/.exec(right) ?? [];
  if (service === 'dynamodb') return [`kms:Decrypt via dynamodb for aws:dynamodb:tableName=${RESOURCES[resource]}`];
  if (service === 'secretsmanager') return [`kms:Decrypt via secretsmanager for SecretARN=${RESOURCES[resource]}`];
  if (service === 'sqs')
    return ['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => `${action} via sqs for aws:sqs:arn=Failures`);
  return [];
}

test.each(names)('%s may use the key only through the services whose data it reads and writes', (name) => {
  expect(uses(name)).toEqual([...new Set(expectedRights[name].flatMap(usesFor))].sort());
});

test('without the setting there is no key, and no function may use one', () => {
  const withAwsKeys = synthesized('staging');
  expect(withAwsKeys.findResources('AWS::KMS::Key')).toEqual({});
  expect(JSON.stringify(withAwsKeys.findResources('AWS::IAM::Policy'))).not.toContain('kms:');
  expect(() => withAwsKeys.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true })).not.toThrow();
  expect(() =>
    withAwsKeys.allResourcesProperties('AWS::DynamoDB::Table', { SSESpecification: { SSEEnabled: true } }),
  ).not.toThrow();
});

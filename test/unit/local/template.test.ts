import { Template } from '../../../local/template.ts';
import * as z from 'zod';

const anything = z.record(z.string(), z.unknown());

function resolved(value: unknown, more: Record<string, unknown> = {}) {
  const template = new Template({
    Resources: {
      Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'resets' } },
      Role: { Type: 'AWS::IAM::Role', Properties: {} },
      Mail: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'mail-set' } },
      Subject: { Type: 'AWS::SQS::Queue', Properties: { value } },
    },
    Parameters: { Size: { Type: 'String', Default: 'small' }, Bare: { Type: 'String' } },
    Conditions: {
      Never: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] },
      Always: { 'Fn::Not': [{ Condition: 'Never' }] },
    },
    ...more,
  });
  return template.read('AWS::SQS::Queue', anything)[0]?.properties['value'];
}

test.each([
  ['Ref of a resource', { Ref: 'Table' }, 'resets'],
  ['Ref of a parameter', { Ref: 'Size' }, 'small'],
  ['Ref of a resource without local effect', { Ref: 'Mail' }, 'mail-set'],
  ['a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
  ['GetAtt', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:us-east-1:000000000000:table/resets'],
  ['GetAtt as text', { 'Fn::GetAtt': 'Role.Arn' }, 'arn:aws:iam:us-east-1:000000000000:Role'],
  ['Join', { 'Fn::Join': ['/', ['a', { Ref: 'Table' }]] }, 'a/resets'],
  ['Sub', { 'Fn::Sub': '${Table}:${Table.TableId}:${AWS::Partition}:${!kept}' }, 'resets:resets:aws:${kept}'],
  ['Sub with variables', { 'Fn::Sub': ['${x}-${Size}', { x: { Ref: 'Table' } }] }, 'resets-small'],
  ['Select and Split', { 'Fn::Select': ['1', { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
  ['If', { 'Fn::If': ['Never', 'yes', 'no'] }, 'no'],
  ['NoValue in a list', ['a', { Ref: 'AWS::NoValue' }], ['a']],
  ['NoValue in a map', { kept: 1, gone: { 'Fn::If': ['Always', { Ref: 'AWS::NoValue' }, 2] } }, { kept: 1 }],
])('resolves %s', (_, value, expected) => {
  expect(resolved(value)).toEqual(expected);
});

test.each([
  ['an intrinsic', { 'Fn::Cidr': ['10.0.0.0/8'] }, 'Subject: the laptop cloud does not know the intrinsic Fn::Cidr'],
  ['a resource', { Ref: 'Nobody' }, 'Subject: there is no resource Nobody'],
  ['an attribute', { 'Fn::GetAtt': ['Table', 'Colour'] }, 'Subject: Table has no attribute Colour'],
  ['the value of a parameter', { Ref: 'Bare' }, 'Subject: the parameter Bare has no default'],
])('names the resource where %s is not known', (_, value, message) => {
  expect(() => resolved(value)).toThrow(message);
});

test('a type that is not known is named with its logical ID', () => {
  expect(() => new Template({ Resources: { Cache: { Type: 'AWS::ElastiCache::CacheCluster' } } })).toThrow(
    'Cache: AWS::ElastiCache::CacheCluster',
  );
});

test('a resource whose condition is false is not there', () => {
  const document = {
    Conditions: { Never: { 'Fn::Or': [false, { 'Fn::And': [true, false] }] } },
    Resources: { Cache: { Type: 'AWS::ElastiCache::CacheCluster', Condition: 'Never' } },
  };
  expect(() => new Template(document)).not.toThrow();
});

test('an identity that creating the resource gave replaces the one made up', () => {
  const template = new Template({
    Resources: {
      Pepper: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'pepper' } },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { of: { Ref: 'Pepper' } } },
    },
  });
  expect(template.ref('Pepper')).toBe('pepper');
  template.setIdentity('Pepper', { ref: 'arn:of:pepper', attributes: {} });
  expect(template.read('AWS::SQS::Queue', anything)[0]?.properties).toEqual({ of: 'arn:of:pepper' });
});

test('a property of another form is named with its resource', () => {
  const template = new Template({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { Delay: 'x' } } } });
  expect(() => template.read('AWS::SQS::Queue', z.object({ Delay: z.number() }))).toThrow(
    /Queue \(AWS::SQS::Queue\): Delay/,
  );
});

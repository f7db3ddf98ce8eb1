import { evaluate, type PolicyStatement } from '../../../testkit/iam/evaluate.ts';

const allow = (more: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Effect: 'Allow',
  Action: 'dynamodb:UpdateItem',
  Resource: 'arn:aws:dynamodb:*:*:table/users',
  ...more,
});
const request = { action: 'dynamodb:UpdateItem', resource: 'arn:aws:dynamodb:eu-central-1:1:table/users' };

test('without a statement that allows, nothing is allowed; actions ignore case, resources do not', () => {
  expect(evaluate([], request)).toBe('not allowed');
  expect(evaluate([allow({ Action: 'DynamoDB:update*' })], request)).toBe('allowed');
  expect(evaluate([allow({ Resource: 'arn:aws:dynamodb:*:*:table/Users' })], request)).toBe('not allowed');
});

test('a deny wins over every allow', () => {
  const deny = allow({ Effect: 'Deny', Action: '*', Resource: '*' });
  expect(evaluate([allow(), deny, allow()], request)).toBe('denied');
});

test('a set of values has to be wanted as a whole; a key that is missing passes it, and fails without a set', () => {
  const Condition = { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk'] } };
  const asked = (attributes: string[]) => ({ ...request, context: { 'dynamodb:attributes': attributes } });
  expect(evaluate([allow({ Condition })], asked(['pk']))).toBe('allowed');
  expect(evaluate([allow({ Condition })], asked(['pk', 'passwordHash']))).toBe('not allowed');
  expect(evaluate([allow({ Condition })], request)).toBe('allowed');
  const one = { StringEquals: { 'ses:FromAddress': 'a@example.com' } };
  expect(evaluate([allow({ Condition: one })], request)).toBe('not allowed');
  const ifExists = { StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE'] } };
  expect(evaluate([allow({ Condition: ifExists })], request)).toBe('allowed');
});

test('what it cannot decide about is an error', () => {
  const unknown = { ...allow(), NotAction: 'x' } as PolicyStatement;
  expect(() => evaluate([unknown], request)).toThrow('does not know NotAction');
  const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
  expect(() => evaluate([allow({ Condition })], request)).toThrow('does not know the condition operator IpAddress');
});

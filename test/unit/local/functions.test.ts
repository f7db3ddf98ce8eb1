import * as z from 'zod';
import { functionNameIn } from '../../../local/functions.ts';
import { Template } from '../../../local/template.ts';

const properties = { Function: { FunctionName: 'password-reset-laptop-redelivery' } };
const template = new Template({
  Resources: {
    Function: { Type: 'AWS::Lambda::Function', Properties: properties.Function },
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Function' } } },
    Live: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: { Ref: 'Function' },
        FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
        Name: 'live',
      },
    },
  },
});

test.each<[string, unknown]>([
  ['name', { Ref: 'Function' }],
  ['ARN', { 'Fn::GetAtt': ['Function', 'Arn'] }],
  ['version', { Ref: 'Version' }],
  ['alias', { Ref: 'Live' }],
  [
    'name and alias, as an event source mapping has it',
    { 'Fn::Join': ['', [{ 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: 'Live' }] }] }, ':live']] },
  ],
])('a function is found by its %s', (_kind, target) => {
  expect(functionNameIn(String(template.resolve(target)))).toBe('password-reset-laptop-redelivery');
});

test('an alias leads to a version', () => {
  const [alias] = template.read('AWS::Lambda::Alias', z.object({ FunctionVersion: z.string() }));
  expect(alias?.properties.FunctionVersion).toBe('1');
});

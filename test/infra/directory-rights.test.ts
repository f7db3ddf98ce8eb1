import { REFUSAL_ATTRIBUTES } from '../../functions/runtime/directories/refusal-attributes.ts';

/** Rights for settling a change and for refusing a reported password. */

const SETTINGS = {
  'built-in': {},
  cognito: { directory: 'cognito', cognitoUserPoolId: 'eu-central-1_AbCdEf123' },
  webhook: { directory: 'webhook', webhookUrl: 'https://accounts.example.com/password-reset' },
  ldap: {
    directory: 'ldap',
    ldapUrls: 'ldaps://dc1.corp.example.com',
    ldapKind: 'active-directory',
    ldapBaseDn: 'dc=corp,dc=example,dc=com',
    ldapBindDn: 'CN=Password Reset,OU=Services,DC=corp,DC=example,DC=com',
  },
} as const;

const accessFor = (directory: keyof typeof SETTINGS, use: 'lookup' | 'settle' | 'refuse') =>
  native.directoryAccess('dev', { loginUrl: 'https://accounts.example.com', ...SETTINGS[directory] }, use);
const actionsFor = (...which: Parameters<typeof accessFor>) =>
  accessFor(...which).granted.flatMap(({ actions }) => actions);

const notes = ['dynamodb:GetItem', 'dynamodb:PutItem'];
const signOut = 'cognito-idp:AdminUserGlobalSignOut';

test.each([
  ['built-in', ['dynamodb:UpdateItem']],
  ['cognito', [...notes, signOut, 'cognito-idp:AdminResetUserPassword']],
  ['webhook', []],
  ['ldap', notes],
] as const)('refusing a password in the directory %s needs these rights, and none to set one', (directory, actions) => {
  expect(actionsFor(directory, 'refuse')).toEqual(actions);
});

test.each([
  ['built-in', []],
  ['cognito', [...notes, signOut]],
  ['webhook', []],
  ['ldap', notes],
] as const)('settling a change in the directory %s needs these rights', (directory, actions) => {
  expect(actionsFor(directory, 'settle')).toEqual(actions);
});

test('the right to refuse a password of the built-in directory ends at the attributes that this takes', () => {
  expect(accessFor('built-in', 'refuse').granted).toEqual([
    {
      actions: ['dynamodb:UpdateItem'],
      conditions: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['USER#*'] },
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', ...REFUSAL_ATTRIBUTES] },
        StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
      },
    },
  ]);
  expect(REFUSAL_ATTRIBUTES.join()).not.toContain('Hash');
});

test.each(Object.keys(SETTINGS) as (keyof typeof SETTINGS)[])(
  'refusing in the directory %s reads no variable that looking up does not',
  (directory) => {
    expect(accessFor(directory, 'lookup').variables).toEqual(
      expect.arrayContaining(accessFor(directory, 'refuse').variables),
    );
  },
);

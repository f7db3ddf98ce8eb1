import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DirectoryName } from '../../../functions/operations/fields.ts';
import type { FunctionName } from '../../../functions/operations/index.ts';
import type { Request } from '../../../testkit/iam/evaluate.ts';
import { functionsOf, synthesized } from '../synthesized.ts';
import { type CallName, callsOf, madeWith, tolerated, toleratedWithUsers } from './calls.ts';
import { Policies } from './policies.ts';

/** R23, decided by an evaluator of IAM's rules over the policies of each stage's template. */

const USER_POOL = 'us-east-1_AbCdEf123';
const loginUrl = 'https://accounts.example.com';

const deployments: readonly [string, string, DirectoryName, Record<string, string>][] = [
  ['dev', 'dev', 'built-in', {}],
  ['staging', 'staging', 'built-in', {}],
  ['prod', 'prod', 'built-in', {}],
  [
    'dev with an archive, its own captcha and events',
    'dev',
    'built-in',
    { auditArchive: 'governance', captchaProvider: 'altcha', eventBus: 'default' },
  ],
  ['prod with cognito', 'prod', 'cognito', { directory: 'cognito', cognitoUserPoolId: USER_POOL, loginUrl }],
  ['prod with webhook', 'prod', 'webhook', { directory: 'webhook', webhookUrl: `${loginUrl}/reset`, loginUrl }],
  [
    'prod with ldap',
    'prod',
    'ldap',
    {
      directory: 'ldap',
      ldapUrls: 'ldaps://dc1.corp.example.com',
      ldapKind: 'active-directory',
      ldapBaseDn: 'dc=corp,dc=example,dc=com',
      ldapBindDn: 'CN=Password Reset,OU=Services,DC=corp,DC=example,DC=com',
      loginUrl,
    },
  ],
];

const evaluated = deployments.map(([name, stage, directory, overrides]) => {
  const template = synthesized(stage, overrides);
  const policies = new Policies(template, stage);
  const sender = functionsOf(template, stage).get('redelivery')?.Environment.Variables['SENDER_ADDRESS'];
  const asked = callsOf({ stage, sender: String(sender), userPool: USER_POOL, archive: policies.archive });
  return { name, directory, policies, ...asked };
});

describe.each(evaluated)('in $name', ({ directory, policies, calls, forbidden, beyondRefusing }) => {
  const { functions } = policies;
  const made = madeWith(directory);
  const more: typeof tolerated = directory === 'built-in' ? { ...tolerated, ...toleratedWithUsers } : tolerated;
  const allowedOf = (name: FunctionName, asked: Record<string, Request>) =>
    Object.keys(asked).filter((call) => policies.decide(name, asked[call] as Request) === 'allowed');

  test.each(functions)('%s may make each call that it makes, and no call of another function', (name) => {
    const expected: readonly CallName[] = [...made[name], ...(Object.keys(more[name] ?? {}) as CallName[])];
    expect(allowedOf(name, calls).toSorted()).toEqual([...new Set(expected)].toSorted());
  });

  test.each(functions)('%s may make no call that nobody may make', (name) => {
    expect(allowedOf(name, forbidden)).toEqual([]);
  });

  test.each(['mail-consumer', 'redelivery'] as const)('%s may refuse a password and change nothing else', (name) => {
    expect(allowedOf(name, beyondRefusing)).toEqual([]);
  });

  test('only the functions that set passwords may set one', () => {
    const settings = ['set a password', 'set a password in the pool'] as const;
    const writers = functions.filter((name) =>
      settings.some((call) => policies.decide(name, calls[call]) === 'allowed'),
    );
    const expected = { 'built-in': ['complete-reset', 'log-in'], cognito: ['complete-reset'], webhook: [], ldap: [] };
    expect(writers.toSorted()).toEqual(expected[directory]);
  });
});

test('every function of every directory, the archive, the events and each captcha is among them', () => {
  const all = new Set(evaluated.flatMap(({ policies }) => policies.functions));
  expect([...all].toSorted()).toEqual(Object.keys(madeWith('built-in')).toSorted());
});

describe('the key of the data in prod', () => {
  const policies = new Policies(synthesized('prod'), 'prod');
  const { functions, archive } = policies;
  const made = madeWith('built-in');
  const { calls } = callsOf({ stage: 'prod', sender: 'no-reply@example.com', userPool: USER_POOL, archive });
  const decrypt = (context: Request['context'] = {}): Request => ({
    action: 'kms:Decrypt',
    resource: policies.dataKey ?? 'none',
    context,
  });
  const through = (service: 'dynamodb' | 'secretsmanager', context: Record<string, string>) =>
    decrypt({ 'kms:ViaService': `${service}.us-east-1.amazonaws.com`, ...context });
  const tableOf = ({ resource }: Request) =>
    through('dynamodb', { 'kms:EncryptionContext:aws:dynamodb:tableName': resource.split('/').at(-1) ?? '' });
  const secretOf = ({ resource }: Request) =>
    through('secretsmanager', { 'kms:EncryptionContext:SecretARN': resource });

  test.each(functions)('%s may use it for what it reads and writes, and for nothing else', (name) => {
    const named = (names: readonly string[], service: string) =>
      Object.entries<Request>(calls).filter(
        ([call, { action, resource }]) =>
          names.includes(call) && action.startsWith(`${service}:`) && !/[/](index|stream)[/]/.test(resource),
      );
    const all = Object.keys(calls);
    for (const [service, use] of [
      ['dynamodb', tableOf],
      ['secretsmanager', secretOf],
    ] as const) {
      const usable = (names: readonly string[]) =>
        new Set(
          named(names, service)
            .map(([, call]) => use(call))
            .map((asked) => JSON.stringify(asked)),
        );
      const mayUse = [...usable(all)].filter(
        (asked) => policies.decide(name, JSON.parse(asked) as Request) === 'allowed',
      );
      // Lambda reads the stream of the requests for this consumer, with its role.
      const streamed = name === 'audit-consumer' ? usable(['read a request']) : [];
      expect(new Set(mayUse)).toEqual(new Set([...usable(made[name]), ...(service === 'dynamodb' ? streamed : [])]));
    }
    expect(policies.decide(name, decrypt())).not.toBe('allowed');
    expect(policies.decide(name, { ...decrypt(), action: 'kms:ScheduleKeyDeletion' })).not.toBe('allowed');
  });
});

/** IAM's names of the commands and paginators of the SDK whose names differ from those of IAM, by service. */
const ACTIONS: Readonly<Record<string, string>> = {
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  Query: 'dynamodb:Query',
  GetSecretValue: 'secretsmanager:GetSecretValue',
  SendRawEmail: 'ses:SendRawEmail',
  AdminGetUser: 'cognito-idp:AdminGetUser',
  AdminSetUserPassword: 'cognito-idp:AdminSetUserPassword',
  AdminResetUserPassword: 'cognito-idp:AdminResetUserPassword',
  AdminUserGlobalSignOut: 'cognito-idp:AdminUserGlobalSignOut',
  ListUsers: 'cognito-idp:ListUsers',
  FilterLogEvents: 'logs:FilterLogEvents',
  ListObjectsV2: 's3:ListBucket',
  GetObject: 's3:GetObject',
  PutObject: 's3:PutObject',
  Sign: 'kms:Sign',
  PutEvents: 'events:PutEvents',
};

/** Actions that Lambda takes with a function's role. */
const BY_LAMBDA = ['dynamodb:GetRecords', 'logs:PutLogEvents'];

test('the table has every action that the code asks for, and no other', () => {
  const files = readdirSync('functions/adapters', { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const sent = files.flatMap((path) => [
    ...readFileSync(join('functions/adapters', path), 'utf8').matchAll(/new (\w+)Command\(|paginate(\w+)\(/g),
  ]);
  const asked = new Set(sent.map(([, command, pages]) => ACTIONS[command ?? pages ?? ''] ?? command ?? pages ?? ''));
  const [{ calls }] = evaluated as [(typeof evaluated)[number]];
  const known = new Set(Object.values<Request>(calls).map(({ action }) => action));
  expect([...asked, ...BY_LAMBDA].toSorted()).toEqual([...known].toSorted());
});

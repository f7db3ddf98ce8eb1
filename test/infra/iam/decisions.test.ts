import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request } from '../../../testkit/iam/evaluate.ts';
import { functionsOf, synthesized } from '../synthesized.ts';
import { type Asking, type CallName, callsOf, made, tolerated } from './calls.ts';
import { Policies } from './policies.ts';

/** R23, decided by an evaluator of IAM's rules over the policies of each stage's template. */

const functions = Object.keys(made) as Asking[];

describe.each(['dev', 'staging', 'prod'])('in %s', (stage) => {
  const template = synthesized(stage);
  const policies = new Policies(template, stage);
  const sender = functionsOf(template, stage).get('redelivery')?.Environment.Variables['SENDER_ADDRESS'];
  const { calls, forbidden, beyondRefusing } = callsOf(stage, String(sender));
  const allowedOf = (name: Asking, asked: Record<string, Request>) =>
    Object.keys(asked).filter((call) => policies.decide(name, asked[call] as Request) === 'allowed');

  test.each(functions)('%s may make each call that it makes, and no call of another function', (name) => {
    const expected: readonly CallName[] = [...made[name], ...(Object.keys(tolerated[name] ?? {}) as CallName[])];
    expect(allowedOf(name, calls).toSorted()).toEqual([...new Set(expected)].toSorted());
  });

  test.each(functions)('%s may make no call that nobody may make', (name) => {
    expect(allowedOf(name, forbidden)).toEqual([]);
  });

  test.each(['mail-consumer', 'redelivery'] as const)('%s may refuse a password and change nothing else', (name) => {
    expect(allowedOf(name, beyondRefusing)).toEqual([]);
  });

  test('only complete-reset and log-in may set a password', () => {
    const writers = functions.filter((name) => policies.decide(name, calls['set a password']) === 'allowed');
    expect(writers).toEqual(['complete-reset', 'log-in']);
  });
});

describe('the key of the data in prod', () => {
  const policies = new Policies(synthesized('prod'), 'prod');
  const { calls } = callsOf('prod', 'no-reply@example.com');
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
          names.includes(call) && action.startsWith(`${service}:`) && !resource.includes('/index/'),
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

/** What IAM calls the commands of the SDK that the functions send with the built-in directory. */
const ACTIONS: Readonly<Record<string, string>> = {
  GetCommand: 'dynamodb:GetItem',
  PutCommand: 'dynamodb:PutItem',
  UpdateCommand: 'dynamodb:UpdateItem',
  DeleteCommand: 'dynamodb:DeleteItem',
  QueryCommand: 'dynamodb:Query',
  GetSecretValueCommand: 'secretsmanager:GetSecretValue',
  SendRawEmailCommand: 'ses:SendRawEmail',
};

test('the table has every action that the code asks for, and no other', () => {
  const elsewhere = /^(archive|directories\/(cognito|ldap|webhook))\//;
  const files = readdirSync('functions/adapters', { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !elsewhere.test(path),
  );
  const sent = files.flatMap((path) => [
    ...readFileSync(join('functions/adapters', path), 'utf8').matchAll(/new (\w+Command)\(/g),
  ]);
  const asked = new Set(sent.map(([, command = '']) => ACTIONS[command] ?? command));
  const { calls } = callsOf('dev', 'no-reply@example.com');
  expect([...asked].toSorted()).toEqual([...new Set(Object.values(calls).map(({ action }) => action))].toSorted());
});

import type { FunctionName } from '../../../functions/operations/index.ts';
import { REFUSAL_ATTRIBUTES } from '../../../functions/runtime/directories/refusal-attributes.ts';
import { arn } from '../../../local/account.ts';
import type { Request } from '../../../testkit/iam/evaluate.ts';

/** The calls of a stage's functions with the built-in directory, as IAM sees them. */
export type Asking = Exclude<FunctionName, 'archive-digest' | 'create-challenge'>;

export function callsOf(stage: string, sender: string) {
  const table = (name: string) => arn('dynamodb', `table/password-reset-${stage}-${name}`);
  const item = (action: string, name: string, key: string, context: Request['context'] = {}): Request => ({
    action: `dynamodb:${action}`,
    resource: table(name),
    context: { 'dynamodb:LeadingKeys': [key], ...context },
  });
  const secret = (name: string): Request => ({
    action: 'secretsmanager:GetSecretValue',
    resource: arn('secretsmanager', `secret:password-reset/${stage}/${name}-AbCdEf`),
  });
  const mail = (resource: string, from: string): Request => ({
    action: 'ses:SendRawEmail',
    resource: arn('ses', resource),
    context: { 'ses:FromAddress': from },
  });
  const update = (attributes: readonly string[], returned?: string): Request =>
    item('UpdateItem', 'users', 'USER#alice', {
      'dynamodb:Attributes': ['pk', 'sk', ...attributes],
      ...(returned !== undefined && { 'dynamodb:ReturnValues': returned }),
    });

  const domain = sender.slice(sender.indexOf('@') + 1);
  /** Every call that some function makes, by a name for the table below. */
  const calls = {
    'put a request': item('PutItem', 'resets', 'RESET#a'),
    'read a request': item('GetItem', 'resets', 'RESET#a'),
    'step a request': item('UpdateItem', 'resets', 'RESET#a'),
    'put a reminder': item('PutItem', 'resets', 'REMINDER#a'),
    'read a reminder': item('GetItem', 'resets', 'REMINDER#a'),
    'step a reminder': item('UpdateItem', 'resets', 'REMINDER#a'),
    'count a source': item('UpdateItem', 'resets', 'LIMIT#source#a'),
    'count a mail': item('UpdateItem', 'resets', 'LIMIT#mails#a'),
    'count an address': item('UpdateItem', 'resets', 'LIMIT#address#a'),
    'read a network': item('GetItem', 'resets', 'NETWORK#a'),
    'mark a captcha token': item('PutItem', 'resets', 'CAPTCHA#a'),
    'read a budget': item('GetItem', 'resets', 'BUDGET#a'),
    'write a budget': item('PutItem', 'resets', 'BUDGET#a'),
    'read login attempts': item('GetItem', 'resets', 'LOGIN#a'),
    'write login attempts': item('PutItem', 'resets', 'LOGIN#a'),
    'record an order': item('PutItem', 'resets', 'ADMIN#a'),
    'read the last order': item('GetItem', 'resets', 'ADMIN#a'),
    'write a checkpoint': item('PutItem', 'resets', 'CHECKPOINT#a'),
    'read the last checkpoint': item('GetItem', 'resets', 'CHECKPOINT#a'),
    'read a user': item('GetItem', 'users', 'USER#alice'),
    'find an address': item('Query', 'users', 'ADDRESS#a@b.example'),
    'set a password': update(['passwordHash', 'changeId', 'sessionGeneration']),
    'refuse a password': update(REFUSAL_ATTRIBUTES),
    'open a session': item('PutItem', 'sessions', 'a'),
    'read a session': item('GetItem', 'sessions', 'a'),
    'end a session': item('DeleteItem', 'sessions', 'a'),
    'read the pepper': secret('pepper'),
    'read the captcha': secret('captcha'),
    'read the subjects': secret('audit/subject'),
    'read the trail key': secret('audit/mac'),
    'send by the domain': mail(`identity/${domain}`, sender),
    'send to a sandbox recipient': mail('identity/someone@elsewhere.example', sender),
    'send by the configuration set': mail(`configuration-set/password-reset-${stage}`, sender),
    'find pending work': { action: 'dynamodb:Query', resource: `${table('resets')}/index/pending` },
  } satisfies Record<string, Request>;

  /** Calls that no function may make. */
  const forbidden = {
    'scan the users': { action: 'dynamodb:Scan', resource: table('users') },
    'scan the requests': { action: 'dynamodb:Scan', resource: table('resets') },
    'put a user': item('PutItem', 'users', 'USER#alice'),
    'delete a user': item('DeleteItem', 'users', 'USER#alice'),
    'write an address': item('UpdateItem', 'users', 'ADDRESS#a@b.example', { 'dynamodb:Attributes': ['pk', 'sk'] }),
    'delete a request': item('DeleteItem', 'resets', 'RESET#a'),
    'delete a budget': item('DeleteItem', 'resets', 'BUDGET#a'),
    'mail from another address': mail(`identity/${domain}`, `ceo@${domain}`),
    'write a secret': { ...secret('pepper'), action: 'secretsmanager:PutSecretValue' },
    "read another stage's secret": {
      action: 'secretsmanager:GetSecretValue',
      resource: arn('secretsmanager', 'secret:password-reset/other/pepper-AbCdEf'),
    },
    'assume a role': { action: 'sts:AssumeRole', resource: arn('iam', 'role/admin') },
    'restore a table': { action: 'dynamodb:RestoreTableToPointInTime', resource: table('users') },
    'delete the trail': {
      action: 'logs:DeleteLogGroup',
      resource: arn('logs', `log-group:/audit/password-reset-${stage}-trail`),
    },
  } satisfies Record<string, Request>;
  /** What a right to refuse a password must not turn into. */
  const beyondRefusing = {
    'refuse and see the old item': update(REFUSAL_ATTRIBUTES, 'ALL_OLD'),
    'set a password while refusing': update([...REFUSAL_ATTRIBUTES, 'passwordHash']),
    'change addresses': update(['addresses']),
    'change a status': update(['status']),
  } satisfies Record<string, Request>;
  return { calls, forbidden, beyondRefusing };
}

export type CallName = keyof ReturnType<typeof callsOf>['calls'];

const limits = ['count a source', 'read a network'] as const;
const captcha = ['mark a captcha token', 'read the captcha'] as const;
const coded = ['read the pepper', 'read the subjects'] as const;
const delivery = [
  'read a request',
  'step a request',
  'read a reminder',
  'step a reminder',
  'read a budget',
  'write a budget',
  'count a mail',
  'count an address',
  'read a user',
  'find an address',
  'refuse a password',
  ...coded,
  'send by the domain',
  'send to a sandbox recipient',
  'send by the configuration set',
] as const;

/** The calls that each function makes. Every call that is not in its list has to be refused. */
export const made: Readonly<Record<Asking, readonly CallName[]>> = {
  'start-reset': ['put a request', ...limits, ...captcha, ...coded],
  'resend-otp': ['put a request', 'read a request', 'step a request', ...captcha, ...coded],
  'verify-otp': ['step a request', ...captcha, ...coded],
  'complete-reset': ['step a request', 'read a user', 'set a password', ...captcha, 'read the subjects'],
  'report-reset': ['step a request', ...coded],
  'remind-user-id': ['put a reminder', ...limits, ...captcha, 'read the subjects'],
  'log-in': [
    ...limits,
    'read login attempts',
    'write login attempts',
    'read a user',
    'set a password',
    'open a session',
    ...captcha,
    'read the subjects',
  ],
  'who-am-i': ['read a user', 'read a session'],
  'log-out': ['end a session', 'read the subjects'],
  'mail-consumer': delivery,
  redelivery: [...delivery, 'find pending work'],
  'audit-consumer': ['read the trail key'],
  'settings-record': ['record an order', 'read the last order'],
  'audit-checkpoint': ['write a checkpoint', 'read the last checkpoint'],
  'mail-events': ['step a request', 'step a reminder'],
};

const EVERY_LIMIT = 'The right is for LIMIT#*. A wrong count there could only delay mails (R27), and no code does it.';
const WHOLE_USER = 'The right to update a user is not divided: this function writes passwords anyway.';

/** Calls that a function does not make and could, with the reason. */
export const tolerated: Partial<Record<Asking, Partial<Record<CallName, string>>>> = {
  'start-reset': { 'count a mail': EVERY_LIMIT, 'count an address': EVERY_LIMIT },
  'remind-user-id': { 'count a mail': EVERY_LIMIT, 'count an address': EVERY_LIMIT },
  'log-in': { 'count a mail': EVERY_LIMIT, 'count an address': EVERY_LIMIT, 'refuse a password': WHOLE_USER },
  'complete-reset': { 'refuse a password': WHOLE_USER },
};

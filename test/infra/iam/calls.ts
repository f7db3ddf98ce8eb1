import type { DirectoryName } from '../../../functions/operations/fields.ts';
import type { FunctionName } from '../../../functions/operations/index.ts';
import { REFUSAL_ATTRIBUTES } from '../../../functions/runtime/directories/refusal-attributes.ts';
import { logGroupOf } from '../../../lib/stage-names.ts';
import { arn } from '../../../local/account.ts';
import type { Request } from '../../../testkit/iam/evaluate.ts';

export interface Deployed {
  readonly stage: string;
  /** Address that mails come from. */
  readonly sender: string;
  /** ID of the user pool of the directory `cognito`. */
  readonly userPool: string;
  /** Bucket of the audit archive, and the ARN of the key that signs its digests, by their IDs in the template. */
  readonly archive: { readonly bucket: string; readonly key: string };
}

/** The calls of a stage's functions, as IAM sees them. */
export function callsOf({ stage, sender, userPool, archive }: Deployed) {
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

  const pool = (action: string, id = userPool): Request => ({
    action: `cognito-idp:${action}`,
    resource: arn('cognito-idp', `userpool/${id}`),
  });
  const bucket = `arn:aws:s3:::${archive.bucket}`;
  const file = (action: string, name: string): Request => ({ action: `s3:${action}`, resource: `${bucket}/${name}` });
  const log = (action: string, group: string): Request => ({
    action: `logs:${action}`,
    resource: arn('logs', `log-group:${group}:*`),
  });
  const event = (source: string, bus = 'default'): Request => ({
    action: 'events:PutEvents',
    resource: arn('events', `event-bus/${bus}`),
    context: { 'events:source': source },
  });
  const domain = sender.slice(sender.indexOf('@') + 1);
  /** Every call that some function makes, by a name for the table below. */
  const calls = {
    'put a request': item('PutItem', 'resets', 'RESET#a'),
    'read a request': item('GetItem', 'resets', 'RESET#a'),
    'step a request': item('UpdateItem', 'resets', 'RESET#a'),
    'read a notice': item('GetItem', 'resets', 'NOTICE#a'),
    'step a notice': item('UpdateItem', 'resets', 'NOTICE#a'),
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
    'record the settings': item('PutItem', 'resets', 'SETTINGS#deployed'),
    'read a note of a change': item('GetItem', 'resets', 'CHANGE#a'),
    'write a note of a change': item('PutItem', 'resets', 'CHANGE#a'),
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
    "read the origin's secret": secret('origin'),
    'send by the domain': mail(`identity/${domain}`, sender),
    'send to a sandbox recipient': mail('identity/someone@elsewhere.example', sender),
    'send by the configuration set': mail(`configuration-set/password-reset-${stage}`, sender),
    'read the key of the webhook': secret('webhook'),
    'read the password of the LDAP account': secret('ldap'),
    'read a user of the pool': pool('AdminGetUser'),
    'find an address in the pool': pool('ListUsers'),
    'set a password in the pool': pool('AdminSetUserPassword'),
    'refuse a password in the pool': pool('AdminResetUserPassword'),
    'end sessions of the pool': pool('AdminUserGlobalSignOut'),
    'read the trail': log('FilterLogEvents', logGroupOf(stage, 'audit-consumer')),
    'read the refusals of a step': log('FilterLogEvents', logGroupOf(stage, 'verify-otp')),
    'write the trail': log('PutLogEvents', logGroupOf(stage, 'audit-consumer')),
    'read the stream': { action: 'dynamodb:GetRecords', resource: `${table('resets')}/stream/local` },
    'list the archive': { action: 's3:ListBucket', resource: bucket },
    'read an archived file': file('GetObject', 'events/2026/11/29/10/a.gz'),
    'read a digest of the archive': file('GetObject', 'digests/2026/11/29/10.json'),
    'write a digest of the archive': file('PutObject', 'digests/2026/11/29/10.json'),
    'sign a digest': { action: 'kms:Sign', resource: archive.key },
    'send an event': event(`password-reset.${stage}`),
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
    'create a user of the pool': pool('AdminCreateUser'),
    'delete a user of the pool': pool('AdminDeleteUser'),
    'change an address in the pool': pool('AdminUpdateUserAttributes'),
    'log in as a user of the pool': pool('AdminInitiateAuth'),
    'read a user of another pool': pool('AdminGetUser', `${userPool}2`),
    'set a password in another pool': pool('AdminSetUserPassword', `${userPool}2`),
    'change an archived file': file('PutObject', 'events/2026/11/29/10/a.gz'),
    'delete an archived file': file('DeleteObject', 'events/2026/11/29/10/a.gz'),
    'delete a version of an archived file': file('DeleteObjectVersion', 'events/2026/11/29/10/a.gz'),
    'lift the lock of a file': file('BypassGovernanceRetention', 'events/2026/11/29/10/a.gz'),
    'shorten the lock of a file': file('PutObjectRetention', 'events/2026/11/29/10/a.gz'),
    'read the log of a consumer': log('FilterLogEvents', logGroupOf(stage, 'redelivery')),
    'delete the key of the archive': { action: 'kms:ScheduleKeyDeletion', resource: archive.key },
    'delete an order': item('DeleteItem', 'resets', 'ADMIN#orders'),
    'delete a checkpoint': item('DeleteItem', 'resets', 'CHECKPOINT#a'),
    'read the deployed settings': item('GetItem', 'resets', 'SETTINGS#deployed'),
    'send an event of another source': event('aws.ses'),
    'send an event of another stage': event('password-reset.other'),
    'send an event to another bus': event(`password-reset.${stage}`, 'other'),
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
const notes = ['read a note of a change', 'write a note of a change'] as const;
const source = ['read the subjects', "read the origin's secret"] as const;
const delivery = [
  'read a request',
  'step a request',
  'read a reminder',
  'step a reminder',
  'read a notice',
  'step a notice',
  'read a budget',
  'write a budget',
  'count a mail',
  'count an address',
  ...coded,
  'send by the domain',
  'send to a sandbox recipient',
  'send by the configuration set',
] as const;

type Calls = readonly CallName[];

/** The calls to each directory: `deliver` finds and refuses, and settles what was interrupted; `change` sets. */
const directoryCalls: Readonly<Record<DirectoryName, { readonly deliver: Calls; readonly change: Calls }>> = {
  'built-in': {
    deliver: ['read a user', 'find an address', 'refuse a password'],
    change: ['read a user', 'set a password'],
  },
  cognito: {
    deliver: [
      'read a user of the pool',
      'find an address in the pool',
      'refuse a password in the pool',
      'end sessions of the pool',
      ...notes,
    ],
    change: ['read a user of the pool', 'set a password in the pool', 'end sessions of the pool', ...notes],
  },
  webhook: { deliver: ['read the key of the webhook'], change: ['read the key of the webhook'] },
  ldap: {
    deliver: ['read the password of the LDAP account', ...notes],
    change: ['read the password of the LDAP account', ...notes],
  },
};

/**
 * The calls that each function makes with a directory. A stage may lack some of the functions. Every call that is not
 * in a function's list has to be refused.
 */
export function madeWith(directory: DirectoryName): Readonly<Record<FunctionName, Calls>> {
  const { deliver, change } = directoryCalls[directory];
  return {
    'start-reset': ['put a request', ...limits, ...captcha, 'read the pepper', ...source],
    'resend-otp': ['put a request', 'read a request', 'step a request', ...captcha, 'read the pepper', ...source],
    'verify-otp': ['step a request', ...captcha, 'read the pepper', ...source],
    'complete-reset': ['step a request', ...change, ...captcha, ...source],
    'report-reset': ['step a request', 'read the pepper', ...source],
    'remind-user-id': ['put a reminder', ...limits, ...captcha, ...source],
    'log-in': [
      ...limits,
      'read login attempts',
      'write login attempts',
      'read a user',
      'set a password',
      'open a session',
      ...captcha,
      ...source,
    ],
    'who-am-i': ['read a user', 'read a session'],
    'log-out': ['end a session', ...source],
    'create-challenge': ['read the captcha'],
    'mail-consumer': [...delivery, ...deliver, 'read the stream'],
    redelivery: [...delivery, ...deliver, 'find pending work'],
    'audit-consumer': ['read the trail key', 'read the stream', 'write the trail'],
    'settings-record': ['record an order', 'read the last order', 'record the settings'],
    'audit-checkpoint': [
      'write a checkpoint',
      'read the last checkpoint',
      'read the trail',
      'read the refusals of a step',
    ],
    'archive-digest': [
      'list the archive',
      'read an archived file',
      'read a digest of the archive',
      'write a digest of the archive',
      'sign a digest',
    ],
    'event-publisher': ['send an event'],
    'mail-events': ['step a request', 'step a reminder', 'step a notice'],
  };
}

const EVERY_LIMIT = 'The right is for LIMIT#*. A wrong count there could only delay mails (R27), and no code does it.';
const WHOLE_USER = 'The right to update a user is not divided: this function writes passwords anyway.';

/** Calls that a function does not make and could, with the reason. */
export const tolerated: Partial<Record<FunctionName, Partial<Record<CallName, string>>>> = {
  'start-reset': { 'count a mail': EVERY_LIMIT, 'count an address': EVERY_LIMIT },
  'remind-user-id': { 'count a mail': EVERY_LIMIT, 'count an address': EVERY_LIMIT },
  'log-in': { 'count a mail': EVERY_LIMIT, 'count an address': EVERY_LIMIT, 'refuse a password': WHOLE_USER },
};

/** Those that only the built-in directory brings. */
export const toleratedWithUsers: typeof tolerated = { 'complete-reset': { 'refuse a password': WHOLE_USER } };

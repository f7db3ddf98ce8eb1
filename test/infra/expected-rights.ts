import type { FunctionName } from '../../functions/operations/index.ts';

/**
 * archive.test.ts has the rights of the archive's function, events.test.ts those of the publisher of events, and
 * stages.test.ts those of the captcha's challenges.
 */
type Name = Exclude<FunctionName, 'archive-digest' | 'event-publisher' | 'create-challenge'>;

const item = (actions: string[], table: string, keys = '') =>
  actions.map((action) => `dynamodb:${action} ${table}${keys === '' ? '' : ` ${keys}`}`);
const secret = (...secrets: string[]) => secrets.map((name) => `secretsmanager:GetSecretValue ${name}`);
/** Functions that count or name their callers know what CloudFront proves itself with. */
const source = secret('audit-subject', 'origin');
/** The captcha step marks its token as used. */
const captcha = [...item(['PutItem'], 'resets', 'CAPTCHA#*'), ...secret('captcha')];
/** The limits by source, with the allowances of networks. */
const limits = [...item(['UpdateItem'], 'resets', 'LIMIT#*'), ...item(['GetItem'], 'resets', 'NETWORK#*')];
const delivery = [
  ...item(['GetItem', 'UpdateItem'], 'resets', 'RESET#*'),
  ...item(['GetItem', 'UpdateItem'], 'resets', 'REMINDER#*'),
  ...item(['GetItem', 'UpdateItem'], 'resets', 'NOTICE#*'),
  ...item(['GetItem', 'PutItem'], 'resets', 'BUDGET#*'),
  ...item(['UpdateItem'], 'resets', 'LIMIT#mails#*'),
  ...item(['UpdateItem'], 'resets', 'LIMIT#address#*'),
  ...item(['GetItem', 'Query'], 'users'),
  ...item(['UpdateItem'], 'users', 'USER#*'),
  ...secret('pepper', 'audit-subject'),
  'ses:SendRawEmail identity/*',
  'ses:SendRawEmail configuration-set',
];
const stream = [
  ...item(['DescribeStream', 'GetRecords', 'GetShardIterator'], 'resets stream'),
  'dynamodb:ListStreams resets/stream/*',
  'sqs:SendMessage failures',
];

/** The rights of each function, as lines `action target [keys]`. A new function needs its own line. */
export const expectedRights: Readonly<Record<Name, readonly string[]>> = {
  'start-reset': [...item(['PutItem'], 'resets', 'RESET#*'), ...limits, ...captcha, ...secret('pepper'), ...source],
  'resend-otp': [
    ...item(['GetItem', 'PutItem', 'UpdateItem'], 'resets', 'RESET#*'),
    ...captcha,
    ...secret('pepper'),
    ...source,
  ],
  'verify-otp': [...item(['UpdateItem'], 'resets', 'RESET#*'), ...captcha, ...secret('pepper'), ...source],
  'complete-reset': [
    ...item(['UpdateItem'], 'resets', 'RESET#*'),
    ...item(['GetItem', 'UpdateItem'], 'users', 'USER#*'),
    ...captcha,
    ...source,
  ],
  'report-reset': [...item(['UpdateItem'], 'resets', 'RESET#*'), ...secret('pepper'), ...source],
  'remind-user-id': [...item(['PutItem'], 'resets', 'REMINDER#*'), ...limits, ...captcha, ...source],
  'log-in': [
    ...limits,
    ...item(['GetItem', 'PutItem'], 'resets', 'LOGIN#*'),
    ...item(['GetItem', 'UpdateItem'], 'users', 'USER#*'),
    ...item(['PutItem'], 'sessions'),
    ...captcha,
    ...source,
  ],
  'who-am-i': [...item(['GetItem'], 'users', 'USER#*'), ...item(['GetItem'], 'sessions')],
  'log-out': [...item(['DeleteItem'], 'sessions'), ...source],
  'mail-consumer': [...delivery, ...stream],
  redelivery: [...delivery, 'dynamodb:Query resets/index/pending'],
  'audit-consumer': [...secret('audit-mac'), ...stream],
  'settings-record': [
    ...item(['PutItem'], 'resets', 'SETTINGS#*'),
    ...item(['GetItem', 'PutItem'], 'resets', 'ADMIN#*'),
  ],
  'audit-checkpoint': item(['GetItem', 'PutItem'], 'resets', 'CHECKPOINT#*'),
  'mail-events': [
    ...item(['UpdateItem'], 'resets', 'RESET#*'),
    ...item(['UpdateItem'], 'resets', 'REMINDER#*'),
    ...item(['UpdateItem'], 'resets', 'NOTICE#*'),
    'sqs:SendMessage failures',
  ],
};

export const names = Object.keys(expectedRights) as Name[];

/** Methods that send a mail or hash a password, as API Gateway names them. */
export const costlyMethods: readonly string[] = [
  'POST /~1password-resets',
  'POST /~1password-resets~1resend',
  'POST /~1password-resets~1complete',
  'POST /~1user-id-reminders',
  'POST /~1sessions',
];

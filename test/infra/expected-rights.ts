import type { FunctionName } from '../../functions/operations/index.ts';

/** archive.test.ts has the rights of the archive's function. */
type Name = Exclude<FunctionName, 'archive-digest'>;

const item = (actions: string[], table: string, keys = '') =>
  actions.map((action) => `dynamodb:${action} ${table}${keys === '' ? '' : ` ${keys}`}`);
const secret = (...secrets: string[]) => secrets.map((name) => `secretsmanager:GetSecretValue ${name}`);
/** The captcha step marks its token as used. */
const captcha = [...item(['PutItem'], 'resets', 'CAPTCHA#*'), ...secret('captcha')];
const delivery = [
  ...item(['GetItem', 'UpdateItem'], 'resets', 'RESET#*'),
  ...item(['GetItem', 'UpdateItem'], 'resets', 'REMINDER#*'),
  ...item(['GetItem', 'PutItem'], 'resets', 'BUDGET#*'),
  ...item(['UpdateItem'], 'resets', 'LIMIT#mails#*'),
  ...item(['GetItem', 'Query'], 'users'),
  ...secret('pepper', 'audit-subject'),
  'ses:SendEmail identity',
  'ses:SendEmail configuration-set',
];
const stream = [
  ...item(['DescribeStream', 'GetRecords', 'GetShardIterator'], 'resets stream'),
  'dynamodb:ListStreams resets/stream/*',
  'sqs:SendMessage failures',
];

/** The rights of each function, as lines `action target [keys]`. A new function needs its own line. */
export const expectedRights: Readonly<Record<Name, readonly string[]>> = {
  'start-reset': [
    ...item(['PutItem'], 'resets', 'RESET#*'),
    ...item(['UpdateItem'], 'resets', 'LIMIT#*'),
    ...captcha,
    ...secret('pepper', 'audit-subject'),
  ],
  'resend-otp': [...item(['UpdateItem'], 'resets', 'RESET#*'), ...captcha, ...secret('audit-subject')],
  'verify-otp': [...item(['UpdateItem'], 'resets', 'RESET#*'), ...captcha, ...secret('pepper', 'audit-subject')],
  'complete-reset': [
    ...item(['UpdateItem'], 'resets', 'RESET#*'),
    ...item(['GetItem', 'UpdateItem'], 'users', 'USER#*'),
    ...captcha,
    ...secret('audit-subject'),
  ],
  'report-reset': [...item(['UpdateItem'], 'resets', 'RESET#*'), ...secret('pepper', 'audit-subject')],
  'remind-user-id': [
    ...item(['PutItem'], 'resets', 'REMINDER#*'),
    ...item(['UpdateItem'], 'resets', 'LIMIT#*'),
    ...captcha,
    ...secret('audit-subject'),
  ],
  'log-in': [
    ...item(['UpdateItem'], 'resets', 'LIMIT#*'),
    ...item(['GetItem', 'UpdateItem'], 'users', 'USER#*'),
    ...item(['PutItem'], 'sessions'),
    ...captcha,
    ...secret('audit-subject'),
  ],
  'who-am-i': [...item(['GetItem'], 'users', 'USER#*'), ...item(['GetItem'], 'sessions')],
  'log-out': [...item(['DeleteItem'], 'sessions'), ...secret('audit-subject')],
  'mail-consumer': [...delivery, ...stream],
  redelivery: [...delivery, 'dynamodb:Query resets/index/pending'],
  'audit-consumer': [...secret('audit-mac'), ...stream],
  'settings-record': item(['PutItem'], 'resets', 'ADMIN#*'),
  'mail-events': [
    ...item(['UpdateItem'], 'resets', 'RESET#*'),
    ...item(['UpdateItem'], 'resets', 'REMINDER#*'),
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

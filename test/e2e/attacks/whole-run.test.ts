import { randomBytes } from 'node:crypto';
import type { OperationId } from '../../../functions/operations/index.ts';
import { allItems } from '../../../testkit/deployment/all-items.ts';
import { type CallOptions, Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import type { Answer } from '../../../testkit/deployment/http-call.ts';
import { logLines } from '../../../testkit/deployment/log-lines.ts';
import { type Mail, otpIn, reportTokenIn } from '../../../testkit/deployment/mailbox.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';

/** Deployment that keeps every answer. */
class RecordedDeployment extends Deployment {
  readonly answers: { readonly operationId: OperationId; readonly answer: Answer }[] = [];

  override async send(operationId: OperationId, body: unknown, options?: CallOptions): Promise<Answer> {
    const answer = await super.send(operationId, body, options);
    this.answers.push({ operationId, answer });
    return answer;
  }

  /** Returns the bodies and headers of all answers, or of all except those of one operation. */
  textsOf(exceptOf?: OperationId): string[] {
    return this.answers
      .filter(({ operationId }) => operationId !== exceptOf)
      .map(({ answer: { headers, text } }) => `${text}\n${JSON.stringify(headers)}`);
  }
}

/**
 * Returns the base64 forms of a secret at the three offsets within a longer text, without letters that mix in its
 * neighbours.
 */
const inBase64 = (secret: string): string[] =>
  [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]).toString('base64');
    return encoded.replace(/=+$/, '').slice(Math.ceil((offset * 8) / 6), -1);
  });

/** Returns a secret as text and in encodings. */
function forms(secret: string): string[] {
  const base64 = inBase64(secret);
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('hex'),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

/**
 * Whether a text contains a secret. A code counts only without neighbouring digits: longer numbers, such as times,
 * contain any eight digits by chance.
 */
const holds = (place: string, form: string): boolean =>
  /^\d+$/.test(form) ? new RegExp(`(?<!\\d)${form}(?!\\d)`).test(place) : place.includes(form);

/** Returns the names of the secrets that one of the texts contains. */
const found = (secrets: Readonly<Record<string, string>>, places: readonly string[]): string[] =>
  Object.entries(secrets)
    .filter(([, secret]) => forms(secret).some((form) => places.some((place) => holds(place, form))))
    .map(([name]) => name);

const deployment = new RecordedDeployment();
const inside = lookInside(deployment);
const { dynamodb, logs } = deployment.endpoints;
const userId = 'user-0092';
const address = `${userId}@example.com`;
const planted = randomBytes(6).toString('hex');
const unknownUser = `planted-user-${planted}`;
const unknownAddress = `planted-${planted}@example.net`;
const passwords = {
  'new password': `Lilac?tractors&hum/quietly+${planted}`,
  'refused password': `sh0rt/${planted.slice(0, 8)}`,
  'password typed at login': `wrong tangerine "${planted}" ünïted`,
  'password in a body that is no JSON': `broken cabbage ${planted}`,
  'password in a body of another type': `untyped radish ${planted}`,
  'password in a field that is not there': `stray turnip ${planted}`,
};

interface Run {
  readonly codes: Readonly<Record<string, string>>;
  readonly tokens: Readonly<Record<string, string>>;
  readonly resetToken: string;
  readonly sessionToken: string;
  readonly deviceToken: string;
  readonly reportToken: string;
  readonly codeMails: readonly Mail[];
  readonly otherMails: readonly Mail[];
  /** Items of the tables after each step, because later steps may delete them. */
  readonly stored: readonly string[];
}

let run: Run;

beforeAll(async () => {
  const from = ownSource();
  const stored: string[] = [];
  const lookAtTables = async () => {
    if (typeof dynamodb === 'string') stored.push(...(await allItems(dynamodb)));
  };
  await inside?.renewBudgets(userId);

  const reported = await deployment.start(userId, { from });
  const reportedMail = await deployment.mailbox.waitFor(address, reported.reference);
  await lookAtTables();
  expecting(202, await deployment.call('report-reset', { reportToken: reportTokenIn(reportedMail) }, { from }));

  const started = await deployment.start(userId, { from });
  const mail = await deployment.mailbox.waitFor(address, started.reference);
  await inside?.settled(started);
  await lookAtTables();
  const otp = otpIn(mail);
  await deployment.resend(started, { from });
  await deployment.verify(started, otp === '00000000' ? '00000001' : '00000000', { from });
  const resetToken = String(expecting(200, await deployment.verify(started, otp, { from })).json['resetToken']);
  await lookAtTables();
  expecting(400, await deployment.complete(resetToken, passwords['refused password'], { from }));
  expecting(200, await deployment.complete(resetToken, passwords['new password'], { from }));
  const notice = await deployment.mailbox.waitFor(address, started.reference, 'changed');
  expecting(401, await deployment.logIn(userId, passwords['password typed at login'], { from }));
  const session = expecting(201, await deployment.logIn(userId, passwords['new password'], { from }));
  await lookAtTables();

  const wrong = passwords['password in a body that is no JSON'];
  await deployment.send('log-in', `{"userId":"${userId}","password":${wrong}`, { from });
  const untyped = { userId, password: passwords['password in a body of another type'] };
  await deployment.send('log-in', untyped, { from, headers: { 'Content-Type': 'text/plain' } });
  const stray = { userId, password: 'x', newPassword: passwords['password in a field that is not there'] };
  await deployment.call('log-in', stray, { from });
  await deployment.call('start-reset', { userId: unknownUser }, { from });
  await deployment.call('log-in', { userId: unknownUser, password: 'x' }, { from });
  await deployment.call('remind-user-id', { email: unknownAddress }, { from });
  await deployment.call('remind-user-id', { email: address }, { from });
  const reminder = await deployment.mailbox.waitFor(address, 'These user IDs');
  await lookAtTables();

  run = {
    codes: { 'code of the reported request': otpIn(reportedMail), code: otp },
    tokens: { 'reset ID': started.resetId, 'reset ID of the reported request': reported.resetId },
    resetToken,
    sessionToken: String(session.json['sessionToken']),
    deviceToken: String(session.json['deviceToken']),
    reportToken: reportTokenIn(mail),
    codeMails: [reportedMail, mail],
    otherMails: [notice, reminder],
    stored,
  };
});

/** Returns the second half of a token. The first half names the request, and may be known. */
const proofOf = (token: string): string => token.split('.')[1] ?? '';

/** Returns the third part of a device token, which proves the other two. */
const macOf = (token: string): string => token.split('.')[2] ?? '';

test('18. no answer of a whole run holds a code, a report token or a password, in its body or headers', () => {
  const secrets = { ...run.codes, ...passwords, 'report token': proofOf(run.reportToken) };
  expect(found(secrets, deployment.textsOf())).toEqual([]);
});

test('18. only the answer to verify holds the reset token, and only the answer to log-in the tokens of session and device', () => {
  const resetToken = { 'reset token': proofOf(run.resetToken) };
  const sessionToken = { 'session token': run.sessionToken, 'device token': macOf(run.deviceToken) };
  expect(found({ ...resetToken, ...sessionToken }, deployment.textsOf())).toEqual([
    'reset token',
    'session token',
    'device token',
  ]);
  expect(found(resetToken, deployment.textsOf('verify-otp'))).toEqual([]);
  expect(found(sessionToken, deployment.textsOf('log-in'))).toEqual([]);
});

test('18. a mail holds its own code and report token, and no other secret', () => {
  const texts = (mails: readonly Mail[]) => mails.map(({ subject, text, html }) => `${subject}\n${text}\n${html}`);
  const never = {
    ...passwords,
    ...run.tokens,
    'reset token': proofOf(run.resetToken),
    'session token': run.sessionToken,
  };
  expect(found(run.codes, texts(run.codeMails))).toEqual(Object.keys(run.codes));
  expect(found(never, texts([...run.codeMails, ...run.otherMails]))).toEqual([]);
  expect(found(run.codes, texts(run.otherMails))).toEqual([]);
  expect(
    found(
      run.codes,
      run.codeMails.map(({ subject }) => subject),
    ),
  ).toEqual([]);
});

const secretsOf = ({ codes, tokens, resetToken, reportToken, sessionToken, deviceToken }: Run) => ({
  ...codes,
  ...tokens,
  ...passwords,
  'reset token': proofOf(resetToken),
  'report token': proofOf(reportToken),
  'session token': sessionToken,
  'device token': macOf(deviceToken),
});

test('18. no stored item, at any step, holds a code, a token or a password (a look inside)', () => {
  expect(run.stored.length > 0).toBe(typeof dynamodb === 'string');
  expect(found(secretsOf(run), run.stored)).toEqual([]);
});

test('18. no log line and no dead letter holds a code, a token, a password, a user ID or an address (a look inside)', () => {
  const lines = typeof logs === 'string' ? logLines(logs) : [];
  expect(lines.length > 0).toBe(typeof logs === 'string');
  expect(found({ ...secretsOf(run), userId, address, unknownUser, unknownAddress }, lines)).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import type { Answer } from '../../../testkit/deployment/http-call.ts';
import { otpIn, reportTokenIn } from '../../../testkit/deployment/mailbox.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';

const deployment = new Deployment();
const inside = lookInside(deployment);
const userId = 'user-0091';
const address = `${userId}@example.com`;
/** Header that no browser sends, and that no log may contain. */
const BROWSER = 'Marked-Browser/77.1 (leakage)';
const PASSWORD = 'velvet otters under marmalade skies';

/** Returns a secret as text and in encodings. */
const forms = (secret: string): string[] => [
  secret,
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
  encodeURIComponent(secret),
];

const logLines = (): { file: string; line: string }[] => {
  const { logs } = deployment.endpoints;
  if (logs === undefined) return [];
  return readdirSync(logs)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) =>
      readFileSync(join(logs, file), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => ({ file, line })),
    );
};

beforeAll(() => inside?.renewBudgets(userId));

test('18. over a whole run no answer, log line or stored item holds a secret, and no log line a user ID or an address (a look inside)', async () => {
  const answers: Answer[] = [];
  const keep = (answer: Answer): Answer => {
    answers.push(answer);
    return answer;
  };
  const from = ownSource();
  const headers = { 'User-Agent': BROWSER };
  const started = await deployment.start(userId, { from, headers });
  const mail = await deployment.mailbox.waitFor(address, started.reference);
  const otp = otpIn(mail);
  const atRest = [JSON.stringify(await inside?.settled(started))];
  keep(await deployment.verify(started, otp === '11111111' ? '22222222' : '11111111', { from, headers }));
  const verified = await deployment.verify(started, otp, { from, headers });
  const resetToken = String(expecting(200, verified).json['resetToken']);
  atRest.push(JSON.stringify(await inside?.reset(started)));
  keep(await deployment.complete(resetToken, 'short'));
  keep(expecting(200, await deployment.complete(resetToken, PASSWORD)));
  atRest.push(JSON.stringify(await inside?.reset(started)), JSON.stringify(await inside?.user(userId)));
  keep(await deployment.logIn(userId, 'not the password of anybody', { from }));
  keep(await deployment.call('remind-user-id', { email: address }, { from }));
  keep(await deployment.call('report-reset', { reportToken: reportTokenIn(mail) }));
  // Refusals: a used code, a used token, an ended request, a failed captcha.
  keep(await deployment.verify(started, otp, { from, headers }));
  keep(await deployment.complete(resetToken, PASSWORD));
  keep(await deployment.call('resend-otp', { resetId: started.resetId }, { from, headers }));
  keep(await deployment.send('start-reset', { userId, captchaToken: 'no-token-of-the-provider' }, { from, headers }));
  await deployment.mailbox.waitFor(address, started.reference, 'changed');

  const [, proof = ''] = resetToken.split('.');
  const [, reportProof = ''] = reportTokenIn(mail).split('.');
  const secrets = [otp, proof, reportProof, started.resetId, PASSWORD, 'not the password of anybody'].flatMap(forms);
  const places = [
    ...answers.map(({ text, headers }) => `${text}${JSON.stringify(headers)}`),
    ...logLines().map(({ line }) => line),
    ...atRest,
  ];
  const found = secrets.filter((secret) => places.some((place) => place.includes(secret)));
  expect(found).toEqual([]);
  const seen = [...logLines().map(({ line }) => line), ...atRest].filter((place) => place.includes(BROWSER));
  expect(seen).toEqual([]);
  expect(atRest.filter((item) => item.includes(`"${from}"`))).toEqual([]);
  const named = logLines().filter(({ line }) => line.includes(userId) || line.includes(address));
  expect(named.map(({ file }) => file)).toEqual([]);
});

test('29. CRLF, fake JSON and ANSI escapes in every field: each log line is one well-formed record (a look inside)', async () => {
  const hostile = [
    'a\r\n{"level":"INFO","message":"forged"}',
    '\u001b[31mred\u001b[0m',
    '"}\n{"audit":{"event":"password_changed"}}',
    'forged-"}],"x":["',
  ];
  for (const value of hostile) {
    const from = ownSource();
    const headers = { 'User-Agent': value.replaceAll(/[^\u0020-\u007e]/g, '?'), 'X-Request-Id': 'forged-"}' };
    await deployment.call('start-reset', { userId: value }, { from, headers });
    await deployment.call('log-in', { userId: value, password: value }, { from, headers });
    await deployment.call('remind-user-id', { email: `${value}@example.com` }, { from, headers });
  }
  await inside?.settled(await deployment.start('forged-"}],"x":["', { from: ownSource() }));
  const malformed = logLines().filter(({ line }) => {
    try {
      return typeof JSON.parse(line) !== 'object';
    } catch {
      return true;
    }
  });
  expect(malformed).toEqual([]);
  const forged = logLines().filter(({ line }) => line.includes('forged'));
  expect(forged).toEqual([]);
});

test('a problem reveals no internals: no stack, no file, no table', async () => {
  const answers = [
    await deployment.send('start-reset', '{', { from: ownSource() }),
    await deployment.send('complete-reset', { resetToken: 'x' }),
    await deployment.call('who-am-i', {}, { headers: { Authorization: 'Bearer nonsense' } }),
  ];
  for (const { text } of answers) expect(text).not.toMatch(/\bat [A-Za-z/]|\.(m?js|ts)\b|dynamodb|arn:aws|Exception/i);
});

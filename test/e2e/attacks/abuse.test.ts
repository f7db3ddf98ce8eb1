import { inTurns } from '../../../testkit/deployment/burst.ts';
import { testWhere } from '../../../testkit/deployment/capabilities.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { shown } from '../../../testkit/deployment/shown-answer.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';

const deployment = new Deployment();
const addressOf = (userId: string): string => `${userId}@example.com`;
const OLD = 'correct horse battery staple';

/** Whether the full numbers run, which take minutes: `npm run test:attacks -- --endpoints FILE --full`. */
const FULL = process.env['FULL'] === 'true';

beforeAll(() => lookInside(deployment)?.renewBudgets('user-0061', 'user-0062', 'user-0063', 'user-0064'));

/** Waits until all earlier requests are settled, because the stream keeps their order. */
async function drained(marker: string): Promise<void> {
  await lookInside(deployment)?.renewBudgets(marker);
  await lookInside(deployment)?.renewAddress(addressOf(marker));
  await deployment.otpOf(await deployment.start(marker, { from: ownSource() }), addressOf(marker));
}

test('32. 500 starts for one user ID: at most three codes an hour, and the same answer each time', async () => {
  const userId = 'user-0061';
  const codes = async () => (await deployment.mailbox.to(addressOf(userId), 'Enter the code: ')).length;
  const before = await codes();
  for (let round = 0; round < 5; round++) {
    const answers = await inTurns(100, 16, () => deployment.call('start-reset', { userId }, { from: ownSource() }));
    const forms = answers.map(({ status, json }) => `${status} ${Object.keys(json).join()}`);
    expect(new Set(forms)).toEqual(new Set(['202 resetId,reference,expiresAt,resendAvailableAt']));
    await drained('user-0065');
    await lookInside(deployment)?.endAccountCooldown(userId);
  }
  const mailed = (await codes()) - before;
  expect(mailed).toBeGreaterThanOrEqual(1);
  expect(mailed).toBeLessThanOrEqual(3);
});

test(`33. starts for ${FULL ? '10,000' : '500 (10,000 with --full)'} user IDs that do not exist: no mail at all`, async () => {
  const count = FULL ? 10_000 : 500;
  const before = (await deployment.mailbox.all()).length;
  const answers = await inTurns(count, 16, (n) =>
    deployment.call('start-reset', { userId: `ghost-${n}` }, { from: ownSource() }),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  await drained('user-0066');
  expect((await deployment.mailbox.all()).length - before).toBe(1);
}, 900_000);

test('34. an attacker exhausts the budget: the victim gets one notice, and can still log in (a day passes in the table)', async () => {
  const userId = 'user-0062';
  const inside = lookInside(deployment);
  const notices = async () =>
    (await deployment.mailbox.to(addressOf(userId), 'Codes that you have already received keep working')).length;
  const startAfterCooldown = async () => {
    await deployment.start(userId, { from: ownSource() });
    await drained('user-0067');
    await inside?.endAccountCooldown(userId);
  };
  for (let hour = 0; hour < 4; hour++) {
    for (let start = 0; start < 4; start++) await startAfterCooldown();
    await inside?.ageBudget(userId, 1);
    await inside?.renewAddress(addressOf(userId));
  }
  for (let start = 0; start < 3; start++) await startAfterCooldown();
  const mails = await deployment.mailbox.to(addressOf(userId));
  expect(mails.filter(({ text }) => /^\s*\d{8}\s*$/m.test(text))).toHaveLength(10);
  expect(mails).toHaveLength(11);
  expect(await notices()).toBe(1);
  expecting(201, await deployment.logIn(userId, OLD, { from: ownSource() }));
});

describe('20. the answers while the mail service refuses mails, and during the cooldown', () => {
  const mode = (name: string) =>
    httpCall({ method: 'POST', url: `${deployment.endpoints.inbox}/test/mode`, body: JSON.stringify({ mode: name }) });

  const answersFor = async (userId: string) => {
    const start = await deployment.call('start-reset', { userId }, { from: ownSource() });
    const resetId = String(start.json['resetId']);
    const resend = await deployment.call('resend-otp', { resetId });
    const verify = await deployment.verify({ resetId }, '00000000');
    const constant = {
      ...shown(start),
      text: start.text.replaceAll(/"(resetId|reference|expiresAt|resendAvailableAt)":"[^"]*"/g, '"$1":""'),
    };
    const { 'retry-after': retryAfter, ...headers } = shown(resend).headers;
    expect(Number(retryAfter)).toBeGreaterThan(0);
    return [constant, { ...shown(resend), headers }, shown(verify)];
  };

  const expectSameAnswers = async (name: string) => {
    if (name !== 'ok') await mode(name);
    try {
      const [known, unknown, disabled] = [
        await answersFor('user-0063'),
        await answersFor('nobody-here'),
        await answersFor('carol'),
      ];
      expect(known).toEqual(unknown);
      expect(disabled).toEqual(unknown);
    } finally {
      if (name !== 'ok') await mode('ok');
    }
  };

  test('are the same for every user ID', async () => {
    await expectSameAnswers('ok');
  });

  testWhere(deployment, 'mail-faults').each(['reject', 'unverified', 'throttle'])(
    'are the same for every user ID (mail service: %s)',
    expectSameAnswers,
  );
});

test('22. GET and HEAD on every link of a mail change nothing', async () => {
  const userId = 'user-0064';
  const started = await deployment.start(userId, { from: ownSource() });
  const mail = await deployment.mailbox.waitFor(addressOf(userId), started.reference);
  // The name of the namespace looks like a link, but is none.
  const html = mail.html.replace(' xmlns="http://www.w3.org/1999/xhtml"', '');
  const links = [...`${mail.text} ${html}`.matchAll(/https?:\/\/[^\s"'<>]+/g)].map(([link]) => link);
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) {
    expect(link.startsWith(deployment.endpoints.site)).toBe(true);
    for (const method of ['GET', 'HEAD']) await httpCall({ method, url: link.split('#')[0] ?? '' });
  }
  const otp = await deployment.otpOf(started, addressOf(userId));
  expect((await deployment.verify(started, otp)).status).toBe(200);
});

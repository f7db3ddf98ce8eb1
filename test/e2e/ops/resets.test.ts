import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { otpIn } from '../../../testkit/deployment/mailbox.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { readLinkedRequest } from '../../../web/link-fragments.ts';
import { audited, ops, orders } from './ops.ts';

const deployment = new Deployment();
const USER = 'dana.admin';
const ADDRESS = 'dana@example.com';

beforeEach(async () => {
  const inside = lookInside(deployment);
  await inside?.renewBudgets(USER);
  await inside?.renewAddress(ADDRESS);
});

interface StartedReset {
  readonly reference: string;
  readonly mail: string;
  readonly expiresAt: string;
  readonly link: string;
}

/**
 * Starts a reset as an administrator. Returns the output of the command and the request that the page reads from the
 * link.
 */
async function start() {
  const { code, out, err } = await ops('resets', 'start', USER, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const shown = JSON.parse(out) as StartedReset;
  const request = readLinkedRequest(new URL(shown.link).hash);
  if (request?.resetId === undefined) throw new Error('the page cannot read the link');
  return { shown, out, request: { ...request, resetId: request.resetId } };
}

test('a reset that an administrator starts is completed by the user, and only the user sees the code', async () => {
  const { shown, out, request } = await start();
  expect(shown).toMatchObject({ mail: 'sent', reference: request.reference, expiresAt: request.expiresAt });
  expect(new URL(shown.link).origin).toBe(deployment.endpoints.site);
  expect(new URL(shown.link).search).toBe('');

  const mail = await deployment.mailbox.waitFor(ADDRESS, shown.reference);
  const otp = otpIn(mail);
  expect(mail.text).toContain('An administrator started a password reset for you');
  expect(out).not.toContain(otp);

  const verified = expecting(200, await deployment.verify(request, otp));
  const password = `chosen by the user alone ${Date.now()}`;
  expecting(200, await deployment.complete(String(verified.json['resetToken']), password));
  expecting(201, await deployment.logIn(USER, password, { from: ownSource() }));

  await deployment.mailbox.waitFor(ADDRESS, shown.reference, 'was changed');
  const trail = audited(deployment, ({ reference }) => reference === shown.reference);
  // The outcome of the mail may be recorded before the consumer records that it was sent.
  expect(trail.filter(({ event }) => !event.startsWith('mail_')).slice(0, 2)).toMatchObject([
    { event: 'reset_requested', actor: 'administrator', by: expect.stringMatching(/^local:/), sequence: 1 },
    { event: 'otp_mailed', actor: 'system' },
  ]);
  expect(trail).toContainEqual(expect.objectContaining({ event: 'password_changed', actor: 'self' }));
  expect(JSON.stringify(trail)).not.toContain(USER);
});

test('the link alone lets an administrator guess five times, like anyone else', async () => {
  const { shown, request } = await start();
  const otp = otpIn(await deployment.mailbox.waitFor(ADDRESS, shown.reference));
  const wrong = otp === '00000000' ? '00000001' : '00000000';
  for (let guess = 0; guess < 5; guess++)
    expect((await deployment.verify(request, wrong)).json).toMatchObject({ code: 'otp-rejected' });
  expect((await deployment.verify(request, otp)).json).toMatchObject({ code: 'reset-rejected' });
});

test('a start beyond the budget of the account mails nothing, and says why', async () => {
  for (let code = 0; code < 3; code++) await start();
  const { code, out, err } = await ops('resets', 'start', USER, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ mail: 'not-sent', reason: 'codes-per-hour' });
  expect(out).not.toContain('resetId');
  expect(err).toContain('no code was mailed: codes-per-hour; the account has used its codes of the hour');
});

test('guesses that are used up are given back by an administrator, once, and on record', async () => {
  const looked = lookInside(deployment);
  if (looked === undefined) return;
  // Other tests of this cloud give guesses back too.
  const earlier = audited(deployment, ({ event }) => event === 'recovery_resume_ordered').length;
  await looked.spendBudget(USER, 100);
  const { request } = await start();
  expect(await looked.settled(request)).toMatchObject({ linkOnly: true });

  expect(await ops('resets', 'resume', USER)).toMatchObject({ code: 0, out: `Gave ${USER} the guesses back.\n` });
  expect((await looked.budget(USER))?.guessesSinceSuccess).toBe(0);
  const again = await start();
  expect(await looked.settled(again.request)).not.toHaveProperty('linkOnly');

  expect(JSON.parse((await ops('resets', 'resume', USER, '--json')).out)).toEqual({
    userId: USER,
    outcome: 'unchanged',
  });
  const recorded = (await orders(deployment, 'recovery_resume_ordered', earlier)).slice(earlier);
  expect(recorded).toMatchObject([{ actor: 'administrator' }]);
  expect((await ops('resets', 'resume', 'nobody-here')).code).toBe(1);
});

test('a start for a user who is not there is refused', async () => {
  const { code, err } = await ops('resets', 'start', 'nobody-here');
  expect(code).toBe(1);
  expect(err).toContain('there is no such user');
});

test('a request is shown by its reference, however it was read aloud, and shows nothing secret', async () => {
  const { shown, request } = await start();
  const otp = otpIn(await deployment.mailbox.waitFor(ADDRESS, shown.reference));
  const stored = await lookInside(deployment)?.settled(request);
  // Size that docs/guides/operations.md uses for the cost of a scan.
  expect(JSON.stringify(stored).length).toBeLessThan(1024);
  const { code, out, err } = await ops('resets', 'show', shown.reference.toLowerCase().replace('-', ' '), '--json');
  expect(code).toBe(0);
  expect(err).toMatch(/^\d+ items read …/);
  expect(JSON.parse(out)).toMatchObject({
    requests: [
      {
        reference: shown.reference,
        state: 'SENT',
        startedBy: 'administrator',
        expired: false,
        mail: 'sent',
        guessesAtPresentCode: 0,
        lastEvent: { event: expect.stringMatching(/^(otp_mailed|mail_delivered)$/), actor: 'system' },
      },
    ],
  });
  const people = await ops('resets', 'show', shown.reference);
  for (const secret of [otp, stored?.codeDigest ?? 'none', stored?.key ?? 'none', request.resetId, ADDRESS]) {
    expect(out).not.toContain(secret);
    expect(people.out).not.toContain(secret);
  }
  expect(people.out).toMatch(/^Reference +[0-9A-Z]{4}-[0-9A-Z]{4}\nUser +dana\.admin\nState +SENT\n/);
});

test('a request for an unknown user shows the reason why no mail was sent', async () => {
  const started = await deployment.start('nobody-here', { from: ownSource() });
  await lookInside(deployment)?.settled(started);
  const { out } = await ops('resets', 'show', started.reference, '--json');
  expect(JSON.parse(out)).toMatchObject({ requests: [{ mail: 'not sent: unknown-account' }] });
});

test('a reference that no request has is refused', async () => {
  expect(await ops('resets', 'show', 'ZZZZ-ZZZZ')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/no request has it; .*npm run audit -- run request --reference ZZZZ-ZZZZ/),
  });
});

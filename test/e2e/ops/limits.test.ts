import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { otpIn } from '../../../testkit/deployment/mailbox.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { ops, orders } from './ops.ts';

const deployment = new Deployment();

/** User IDs that no other run has used. */
const run = Date.now().toString(36);

async function added(name: string): Promise<{ userId: string; address: string }> {
  const [userId, address] = [`${name}-${run}`, `${name}-${run}@example.com`];
  expect(await ops('users', 'add', userId, address)).toMatchObject({ code: 0 });
  return { userId, address };
}

const startedBy = async (userId: string) =>
  JSON.parse((await ops('resets', 'start', userId, '--json')).out) as {
    reference: string;
    link?: string;
    refusal?: { fix: string };
  };

test('an hour that is used up is shown with its end, is lifted once, and lets a code out again', async () => {
  const { userId, address } = await added('lifted');
  for (let code = 0; code < 3; code++) await startedBy(userId);
  const refused = await startedBy(userId);
  expect(refused.refusal?.fix).toMatch(
    /until 20\d\d-[-0-9T:.]+Z the link in the last mail .* `limits lift USERID --hour`/,
  );

  const shown = JSON.parse((await ops('limits', 'show', userId, '--json')).out) as { limits: object };
  expect(shown.limits).toMatchObject({
    codesThisHour: 3,
    codesPerHour: 3,
    noCodeBecause: 'codes-per-hour',
    noCodeUntil: expect.stringMatching(/^20\d\d-/),
    mails: [{ address, thisHour: expect.any(Number), perHour: 10 }],
  });

  expect((await ops('limits', 'lift', userId, '--hour', '--reason', 'Ticket 1')).out).toContain('brings');
  expect(await orders(deployment, 'limit_lift_ordered')).toContainEqual(
    expect.objectContaining({ actor: 'administrator', reason: 'hour: Ticket 1' }),
  );
  const again = await startedBy(userId);
  await deployment.mailbox.waitFor(address, again.reference);
});

test('a delay of logins is shown and lifted', async () => {
  const { userId, address } = await added('delayed');
  const from = ownSource();
  const token = await deployment.verifiedToken(userId, address, { from });
  expecting(200, await deployment.complete(token, `the right one ${run}`));
  let status = 401;
  for (let login = 0; login < 20 && status === 401; login++)
    ({ status } = await deployment.logIn(userId, 'a wrong password', { from: ownSource() }));
  expect(status).toBe(429);
  expect((await ops('limits', 'show', userId)).out).toMatch(/Logins +refused until 20\d\d-/);
  expect((await deployment.logIn(userId, `the right one ${run}`, { from: ownSource() })).status).toBe(429);
  await ops('limits', 'lift', userId, '--logins');
  expecting(201, await deployment.logIn(userId, `the right one ${run}`, { from: ownSource() }));

  // The attempt that was right is given back only by the next one.
  const failed = async () =>
    (JSON.parse((await ops('limits', 'show', userId, '--json')).out) as { limits: object }).limits;
  expect(await failed()).toMatchObject({ failedLoginsInARow: 0 });
  expect((await deployment.logIn(userId, 'a wrong password', { from: ownSource() })).status).toBe(401);
  expect(await failed()).toMatchObject({ failedLoginsInARow: 1 });
});

test('a user is shown by user ID and by address, with the limits, the requests and no secret', async () => {
  const { userId, address } = await added('shown');
  const { reference } = await startedBy(userId);
  const otp = otpIn(await deployment.mailbox.waitFor(address, reference));
  for (const named of [userId, address.toUpperCase()]) {
    const { code, out } = await ops('users', 'show', named, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      users: [
        {
          userId,
          status: 'active',
          addresses: [{ address, suppressed: 'no' }],
          limits: { codesThisHour: 1 },
          requests: [{ reference, user: userId, seen: expect.stringContaining('5 guesses left') }],
        },
      ],
    });
    expect(out).not.toContain(otp);
  }
  expect((await ops('users', 'show', userId)).out).toMatch(/^User ID +shown-/);
  expect((await ops('users', 'show', 'nobody@example.org')).code).toBe(1);
});

test('open requests of a user are ended by user ID and by reference, once, with the reason on record', async () => {
  const { userId, address } = await added('ended');
  const started = await deployment.start(userId, { from: ownSource() });
  const otp = await deployment.otpOf(started, address);
  const other = await startedBy(userId);
  expect(JSON.parse((await ops('resets', 'cancel', other.reference, '--json')).out)).toMatchObject({ ended: 1 });
  expect(await ops('resets', 'cancel', userId, '--reason', 'Ticket 2')).toMatchObject({
    code: 0,
    out: 'Ended 1 request.\n',
  });
  expect((await deployment.verify(started, otp)).json).toMatchObject({ code: 'otp-rejected' });
  expect((await ops('resets', 'cancel', `user:${userId}`)).out).toContain('Nothing to do');
  const events = await orders(deployment, 'reset_cancelled');
  expect(events).toContainEqual(
    expect.objectContaining({ reference: started.reference, actor: 'administrator', reason: 'Ticket 2' }),
  );
  expect((await ops('resets', 'cancel', 'ZZZZ-ZZZZ')).code).toBe(1);
});

test('a user is logged out everywhere, and is removed for good', async () => {
  const { userId, address } = await added('removed');
  const from = ownSource();
  const password = `a first password ${run}`;
  const token = await deployment.verifiedToken(userId, address, { from });
  expecting(200, await deployment.complete(token, password));
  const session = async () => expecting(201, await deployment.logIn(userId, password, { from })).json['sessionToken'];

  const first = await session();
  expect((await ops('sessions', 'end', userId)).out).toContain('Ended all sessions');
  expect((await deployment.whoAmI(first)).status).toBe(401);

  const second = await session();
  expect((await ops('users', 'remove', userId)).out).toBe(`Removed ${userId}.\n`);
  expect((await deployment.whoAmI(second)).status).toBe(401);
  expect((await deployment.logIn(userId, password, { from })).status).toBe(401);
  expect((await ops('users', 'show', address)).code).toBe(1);

  await ops('users', 'add', userId, address);
  expect((await deployment.whoAmI(second)).status).toBe(401);
  for (const name of ['sessions_end_ordered', 'user_remove_ordered'] as const)
    expect(await orders(deployment, name)).not.toEqual([]);
});

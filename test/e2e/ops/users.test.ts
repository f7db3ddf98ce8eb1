import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { ops, orders } from './ops.ts';

const deployment = new Deployment();
const folder = mkdtempSync(join(tmpdir(), 'ops-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** User IDs that no other run has used. */
const run = Date.now().toString(36);
const named = (name: string) => `${name}-${run}`;
const addressOf = (userId: string) => `${userId}@example.com`;

const csv = (text: string): string => {
  const file = join(folder, 'users.csv');
  writeFileSync(file, text);
  return file;
};

describe('adding a user', () => {
  const userId = named('ada');

  test('gives them no password: they set one by a reset, and log in', async () => {
    const added = await ops('users', 'add', userId, addressOf(userId));
    expect(added).toMatchObject({ code: 0, out: expect.stringContaining('without a password') });

    const from = ownSource();
    expect((await deployment.logIn(userId, '', { from })).status).toBe(400);
    expect((await deployment.logIn(userId, 'undefined', { from })).status).toBe(401);
    const token = await deployment.verifiedToken(userId, addressOf(userId), { from });
    expecting(200, await deployment.complete(token, `a first password ${run}`));
    expecting(201, await deployment.logIn(userId, `a first password ${run}`, { from }));
  });

  test('again changes nothing', async () => {
    const again = await ops('users', 'add', userId, addressOf(userId), '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toEqual({ userId, outcome: 'unchanged' });
  });

  test('with other addresses is refused, and mail still goes to the old address', async () => {
    const { code, out, err } = await ops('users', 'add', userId, 'mallory@example.com', '--json');
    expect(code).toBe(1);
    expect(err).toContain('Refused: USERID: already exists');
    expect(JSON.parse(out)).toMatchObject({ refusal: { what: 'USERID', fix: expect.any(String) } });
    const started = await deployment.start(userId, { from: ownSource() });
    await deployment.mailbox.waitFor(addressOf(userId), started.reference);
    expect(await deployment.mailbox.to('mallory@example.com', started.reference)).toEqual([]);
  });

  test('lets reminders find the address', async () => {
    await deployment.call('remind-user-id', { email: addressOf(userId).toUpperCase() }, { from: ownSource() });
    const mail = await deployment.mailbox.waitFor(addressOf(userId), 'These user IDs');
    expect(mail.text).toContain(userId);
  });

  test('is on record, by a digest', async () => {
    const found = await orders(deployment, 'user_add_ordered');
    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toContain(userId);
  });
});

describe('listing users', () => {
  test('shows them sorted, and no hash of a password', async () => {
    const { code, out } = await ops('users', 'list', '--json');
    expect(code).toBe(0);
    const { users } = JSON.parse(out) as { users: { userId: string; status: string; addresses: string[] }[] };
    const ids = users.map(({ userId }) => userId);
    expect(ids).toEqual(ids.toSorted());
    expect(users).toContainEqual(expect.objectContaining({ userId: 'bob', addresses: expect.any(Array) }));
    expect(out).not.toMatch(/argon2id|scrypt|passwordHash/);
  });

  test('can be of one status, as a table for people', async () => {
    const { code, out } = await ops('users', 'list', '--status', 'disabled');
    expect(code).toBe(0);
    expect(out).toMatch(/^USER ID +STATUS +ADDRESSES +LAST LOGIN OR CHANGE\n/);
    expect(out).toContain('carol');
    expect(out).not.toContain('alice');
  });
});

describe('disabling and enabling a user', () => {
  const userId = named('bea');
  const password = `a first password ${run}`;

  test('blocks them, ends their sessions for good, and lets them in again', async () => {
    await ops('users', 'add', userId, addressOf(userId));
    const from = ownSource();
    const token = await deployment.verifiedToken(userId, addressOf(userId), { from });
    expecting(200, await deployment.complete(token, password));
    const session = expecting(201, await deployment.logIn(userId, password, { from })).json['sessionToken'];

    expect((await ops('users', 'disable', userId)).out).toContain('Disabled');
    expect((await deployment.whoAmI(session)).status).toBe(401);
    expect((await deployment.logIn(userId, password, { from })).status).toBe(401);
    expect(JSON.parse((await ops('users', 'disable', userId, '--json')).out)).toMatchObject({ outcome: 'unchanged' });

    const refused = await ops('resets', 'start', userId);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('is disabled, so no code is mailed') });

    expect((await ops('users', 'enable', userId)).out).toContain('Enabled');
    expect((await deployment.whoAmI(session)).status).toBe(401);
    expect((await deployment.logIn(userId, password, { from })).status).toBe(201);
    expect((await ops('users', 'enable', userId)).out).toContain('Nothing to do');

    expect(await orders(deployment, 'user_disable_ordered')).not.toEqual([]);
    expect(await orders(deployment, 'user_enable_ordered')).not.toEqual([]);
  });

  test.each(['disable', 'enable'])('is refused for a user who is not there (%s)', async (action) => {
    const { code, err } = await ops('users', action, named('nobody'));
    expect(code).toBe(1);
    expect(err).toContain('there is no such user');
  });
});

describe('importing users', () => {
  const [carl, dora] = [named('carl'), named('dora')];
  const good = `userId,addresses\r\n${carl},${addressOf(carl)} ${addressOf(`other.${carl}`)}\r\n"${dora}",${addressOf(dora)}\r\n`;

  test('takes the good rows and reports the others', async () => {
    const file = csv(`${good}broken,nope\r\nalice,elsewhere@example.com\r\n`);
    const refused = join(folder, 'refused.csv');
    const { code, out, err } = await ops('users', 'import', file, '--refused', refused, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      added: 2,
      unchanged: 0,
      refused: [
        { row: 4, field: 'addresses', reason: 'address 1 is not an address', fix: 'write it as name@example.com' },
        { row: 5, field: 'userId', reason: expect.stringContaining('already exists'), fix: expect.any(String) },
      ],
    });
    expect(err).toContain('3 of 3 users, through row 5 …');
    expect(readFileSync(refused, 'utf8').split('\r\n')).toEqual([
      'row,field,reason,fix',
      expect.stringMatching(/^4,addresses,/),
      expect.stringMatching(/^5,userId,/),
      '',
    ]);
    const { users } = JSON.parse((await ops('users', 'list', '--json')).out) as { users: object[] };
    expect(users).toContainEqual(
      expect.objectContaining({ userId: carl, addresses: [addressOf(carl), addressOf(`other.${carl}`)] }),
    );
    expect(users).toContainEqual(expect.objectContaining({ userId: 'alice', addresses: ['alice@example.com'] }));
  });

  test('can be repeated', async () => {
    const { code, out } = await ops('users', 'import', csv(good));
    expect({ code, out }).toEqual({ code: 0, out: '0 added, 2 unchanged, 0 refused.\n' });
  });

  test('can be tried without writing', async () => {
    const file = csv(`userId,addresses\n${named('dry')},${addressOf(named('dry'))}\n${carl},other@example.com\n`);
    const { out } = await ops('users', 'import', file, '--dry-run', '--update');
    expect(out).toBe('Nothing is written. It would be: 1 added, 1 changed, 0 unchanged, 0 refused.\n');
    expect((await ops('users', 'show', named('dry'))).code).toBe(1);
  });

  test('changes users only by --update, and tells the addresses before', async () => {
    const file = csv(`User ID;E-mail;Status\n${dora};new-${addressOf(dora)};disabled\n`);
    expect((await ops('users', 'import', file)).err).toContain('1 row was refused');
    expect((await ops('users', 'import', file, '--update')).out).toBe('0 added, 1 changed, 0 unchanged, 0 refused.\n');
    await deployment.mailbox.waitFor(addressOf(dora), dora);
    expect((await ops('users', 'show', dora)).out).toMatch(/Status +disabled/);
  });

  test('goes on at a row', async () => {
    const { out } = await ops('users', 'import', csv(good), '--from-row', '3', '--update');
    expect(out).toContain('0 added, 1 changed');
  });

  test('brings passwords along: users log in with them, and the first login renews their hashes', async () => {
    const [ella, finn] = [named('ella'), named('finn')];
    const hashes = {
      [ella]: '$2y$08$jMu2qrFxYo5BAJag7BDdfOxuiaduX.DTWg.Ry1AEN6/wMxKVUC1qy',
      [finn]: '{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr',
    };
    const rows = Object.entries(hashes).map(([userId, hash]) => `${userId},${addressOf(userId)},${hash}\n`);
    const { code } = await ops('users', 'import', csv(`userId,addresses,passwordHash\n${rows.join('')}`));
    expect(code).toBe(0);
    const imported = async () => (await ops('users', 'list', '--imported')).out;
    expect(await imported()).toContain(ella);

    const from = ownSource();
    expect((await deployment.logIn(ella, 'another password', { from })).status).toBe(401);
    expecting(201, await deployment.logIn(ella, 'rasmuslerdorf', { from }));
    expecting(201, await deployment.logIn(ella, 'rasmuslerdorf', { from }));
    expecting(201, await deployment.logIn(finn, 'testing123', { from }));
    expect(await imported()).not.toContain(run);
    expect(await orders(deployment, 'user_add_ordered')).toContainEqual(
      expect.objectContaining({ reason: 'with a password hash (bcrypt): Test of the commands' }),
    );
  });

  test('does not touch anything where the file cannot be read as a whole', async () => {
    const { code, err } = await ops('users', 'import', csv(`userId,phone\n${named('eve')},e@example.com\n`));
    expect(code).toBe(2);
    expect(err).toContain('has no column addresses');
  });
});

import assert from 'node:assert/strict';
import type { Account } from '../../functions/domain/account.ts';
import {
  ANNA,
  change,
  changed,
  type DirectoryCase,
  type DirectoryKit,
  idsAt,
  NEW,
  OLD,
  OTHER,
} from './directory-kit.ts';

/**
 * Cases of the directories about the account that a code was mailed to: its mark, changes that are bound to it, and a
 * password that its owner reported.
 */

const accountChanged = { kind: 'account-changed' } as const;

async function annaOf(kit: DirectoryKit): Promise<Account> {
  const anna = await kit.directory.findByUserId('anna');
  assert.ok(anna !== undefined);
  return anna;
}

/** Adds Anna, and returns what a code that is mailed now accepts. */
async function mailedToAnna(kit: DirectoryKit): Promise<(account: Account) => boolean> {
  await kit.add(ANNA, OLD);
  const { mark } = await annaOf(kit);
  return (account) => account.userId === 'anna' && account.mark === mark;
}

const refuse = (kit: DirectoryKit, changeId: string) => kit.directory.refusePassword({ account: 'anna', changeId });

export const bindingCases: readonly DirectoryCase[] = [
  {
    name: 'marks an account the same no matter who looks at it, and however often a login fails',
    async run(kit) {
      await kit.add(ANNA, OLD);
      const { mark } = await annaOf(kit);
      assert.equal((await annaOf(kit)).mark, mark);
      assert.equal((await kit.directory.findByAddress('anna@example.com'))[0]?.mark, mark);
      for (let tries = 0; tries < 4; tries++) assert.ok(!(await kit.accepts('anna', `wrong ${tries}`)));
      assert.equal((await annaOf(kit)).mark, mark);
    },
  },
  {
    name: 'marks an account otherwise after each change of its password, here or elsewhere',
    needs: 'marks',
    async run(kit) {
      await kit.add(ANNA, OLD);
      const marks = new Set([(await annaOf(kit)).mark]);
      await kit.tick?.();
      assert.deepEqual(await change(kit, 'anna', 'mark.1'), changed);
      marks.add((await annaOf(kit)).mark);
      await kit.tick?.();
      await kit.replace('anna', { password: OTHER });
      marks.add((await annaOf(kit)).mark);
      assert.equal(marks.size, 3);
      assert.ok(!marks.has(''));
    },
  },
  {
    name: 'marks an account that was disabled and enabled again otherwise',
    needs: 'status-versions',
    async run(kit) {
      await kit.add(ANNA, OLD);
      const marks = new Set([(await annaOf(kit)).mark]);
      await kit.replace('anna', { status: 'disabled' });
      marks.add((await annaOf(kit)).mark);
      await kit.replace('anna', { status: 'active' });
      marks.add((await annaOf(kit)).mark);
      assert.equal(marks.size, 3);
    },
  },
  {
    name: 'sets no password of an account that the change does not accept as it is now',
    async run(kit) {
      await kit.add(ANNA, OLD);
      const asked: Account[] = [];
      const outcome = await change(kit, 'anna', 'bound.1', NEW, (account) => asked.push(account) === 0);
      assert.deepEqual(outcome, accountChanged);
      const anna = await annaOf(kit);
      assert.deepEqual(
        asked.map(({ userId, addresses, mark }) => ({ userId, addresses: [...addresses], mark })),
        [{ userId: 'anna', addresses: [...anna.addresses], mark: anna.mark }],
      );
      assert.ok(await kit.accepts('anna', OLD));
      assert.equal(await kit.directory.outcomeOf({ account: 'anna', changeId: 'bound.1' }), 'not-changed');
    },
  },
  {
    name: 'lets of two verified codes only the first change the password, and answers its repeat as before',
    needs: 'marks',
    async run(kit) {
      const accepts = await mailedToAnna(kit);
      await kit.tick?.();
      assert.deepEqual(await change(kit, 'anna', 'one.1', NEW, accepts), changed);
      assert.deepEqual(await change(kit, 'anna', 'two.1', OTHER, accepts), accountChanged);
      assert.deepEqual(await change(kit, 'anna', 'one.1', OTHER, accepts), changed);
      assert.ok(await kit.accepts('anna', NEW));
      assert.equal(await kit.directory.outcomeOf({ account: 'anna', changeId: 'two.1' }), 'not-changed');
    },
  },
  {
    name: 'lets of several verified codes that are used at the same time only one change the password',
    needs: 'marks',
    async run(kit) {
      const accepts = await mailedToAnna(kit);
      await kit.tick?.();
      const passwords = ['a', 'b', 'c', 'd'].map((name) => `Chosen by request ${name}, no. 4!`);
      const outcomes = await Promise.all(
        passwords.map((password, index) => change(kit, 'anna', `race-${index}.1`, password, accepts)),
      );
      const won = outcomes.findIndex(({ kind }) => kind === 'changed');
      assert.equal(outcomes.filter(({ kind }) => kind === 'changed').length, 1);
      assert.equal(outcomes.filter(({ kind }) => kind === 'account-changed').length, passwords.length - 1);
      for (const [index, password] of passwords.entries()) {
        assert.equal(await kit.accepts('anna', password), index === won);
        const outcome = await kit.directory.outcomeOf({ account: 'anna', changeId: `race-${index}.1` });
        assert.equal(outcome, index === won ? 'changed' : 'not-changed');
      }
    },
  },
  {
    name: 'sets no password with a code from before the password changed elsewhere',
    needs: 'marks',
    async run(kit) {
      const accepts = await mailedToAnna(kit);
      await kit.tick?.();
      await kit.replace('anna', { password: OTHER });
      assert.deepEqual(await change(kit, 'anna', 'stale.1', NEW, accepts), accountChanged);
      assert.ok(await kit.accepts('anna', OTHER));
    },
  },
  {
    name: 'takes the next password of the same code after its policy refused one',
    needs: 'password-policy',
    async run(kit) {
      const accepts = await mailedToAnna(kit);
      await kit.tick?.();
      const refused = await change(kit, 'anna', 'retry.1', kit.refusedPassword ?? '', accepts);
      assert.equal(refused.kind, 'refused');
      assert.deepEqual(await change(kit, 'anna', 'retry.2', NEW, accepts), changed);
    },
  },
  {
    name: 'refuses a reported password and ends its sessions, until a reset sets another',
    needs: 'refuse-password',
    async run(kit) {
      await kit.add(ANNA, OLD);
      await kit.tick?.();
      assert.deepEqual(await change(kit, 'anna', 'theirs.1'), changed);
      const lives = kit.directory.endsSessions ? await kit.openSession('anna', NEW) : async () => false;
      const { mark } = await annaOf(kit);
      await kit.tick?.();
      await refuse(kit, 'theirs.1');
      assert.ok(!(await kit.accepts('anna', NEW)));
      assert.ok(!(await kit.accepts('anna', OLD)));
      assert.ok(!(await lives()));
      assert.equal((await annaOf(kit)).status, 'active');
      if (kit.cannot.marks === undefined) assert.notEqual((await annaOf(kit)).mark, mark);
      await refuse(kit, 'theirs.1');
      await kit.tick?.();
      assert.deepEqual(await change(kit, 'anna', 'mine.1', OTHER), changed);
      assert.ok(await kit.accepts('anna', OTHER));
    },
  },
  {
    name: 'refuses no password that a later reset set',
    needs: 'refuse-password',
    async run(kit) {
      await kit.add(ANNA, OLD);
      assert.deepEqual(await change(kit, 'anna', 'earlier.1'), changed);
      await kit.tick?.();
      assert.deepEqual(await change(kit, 'anna', 'later.1', OTHER), changed);
      await refuse(kit, 'earlier.1');
      assert.ok(await kit.accepts('anna', OTHER));
    },
  },
  {
    name: 'refuses the password of nobody who is gone',
    async run(kit) {
      await refuse(kit, 'gone.1');
    },
  },
  {
    name: 'shows no blank address as one',
    async run(kit) {
      await kit.add({ ...ANNA, addresses: kit.blankAddresses ?? ['', '  '] }, OLD);
      assert.deepEqual([...(await annaOf(kit)).addresses], []);
    },
  },
  {
    name: 'finds an account by its address whether the domain is in Unicode or in A-labels',
    async run(kit) {
      const written = ['info@xn--mnchen-3ya.example', 'info@münchen.example', 'Info@MÜNCHEN.example'];
      // A directory may compare letters beyond A to Z by their case, so none is stored in upper case.
      const storable = written.slice(0, kit.cannot['internationalized-addresses'] === undefined ? 2 : 1);
      for (const [index, stored] of storable.entries()) {
        await kit.add({ userId: `info-${index}`, addresses: [stored], status: 'active' }, OLD);
      }
      const expected = storable.map((_stored, index) => `info-${index}`);
      for (const typed of written) assert.deepEqual(await idsAt(kit, typed), expected, typed);
      for (const other of ['info@munchen.example', 'ínfo@münchen.example', 'info＠münchen.example@example.com']) {
        assert.deepEqual(await idsAt(kit, other), [], other);
      }
    },
  },
  {
    name: 'finds nobody, and fails nobody, by an address as long as one may be and full of quotes',
    async run(kit) {
      await kit.add(ANNA, OLD);
      const address = `${'"'.repeat(242)}@example.com`;
      assert.equal(address.length, 254);
      assert.deepEqual(await idsAt(kit, address), []);
      assert.deepEqual(await idsAt(kit, address.replaceAll('"', '\\')), []);
    },
  },
];

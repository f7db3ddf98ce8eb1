import assert from 'node:assert/strict';
import type { Account } from '../../functions/domain/account.ts';
import { bindingCases } from './directory-binding.ts';
import {
  ANNA,
  change,
  changed,
  type DirectoryCase,
  type DirectoryFault,
  type DirectoryKit,
  idsAt,
  NEW,
  OLD,
  OTHER,
  withAnna,
} from './directory-kit.ts';

export type { DirectoryCase, DirectoryFault, DirectoryKit } from './directory-kit.ts';

/**
 * Behaviour that every directory must have, as plain cases for any test runner. docs/guides/directories.md explains
 * how to run them against your own adapter. A case throws if the directory fails it.
 */

const shown = ({ userId, addresses, status }: Account) => ({ userId, addresses: [...addresses], status });
const notAllowed = { kind: 'not-allowed' } as const;

/** No call may return an outcome, and a reported outcome of a change must be true. */
async function everythingFails(kit: DirectoryKit, fault: DirectoryFault): Promise<void> {
  await withAnna(kit);
  assert.deepEqual(await change(kit, 'anna', 'made.1'), changed);
  await kit.fault(fault);
  const inTime = async <Answer>(name: string, call: () => Promise<Answer>): Promise<Answer | 'failed'> => {
    const began = performance.now();
    const answer = await call().catch(() => 'failed' as const);
    const took = performance.now() - began;
    assert.ok(took < kit.patience, `${name} took ${took.toFixed(0)} ms to fail; ${kit.patience} are allowed`);
    return answer;
  };
  const calls: Record<string, () => Promise<unknown>> = {
    findByUserId: () => kit.directory.findByUserId('anna'),
    findByAddress: () => kit.directory.findByAddress('anna@example.com'),
    setPassword: () => change(kit, 'anna', 'lost.1', OTHER),
    refusePassword: () => kit.directory.refusePassword({ account: 'anna', changeId: 'made.1' }),
  };
  for (const [name, call] of Object.entries(calls)) {
    assert.equal(await inTime(name, call), 'failed', `${name} answered while the directory was ${fault}`);
  }
  const outcomeOf = (changeId: string) =>
    inTime('outcomeOf', () => kit.directory.outcomeOf({ account: 'anna', changeId }));
  assert.notEqual(await outcomeOf('made.1'), 'not-changed');
  assert.notEqual(await outcomeOf('lost.1'), 'changed');
  await kit.fault('none');
  assert.ok(await kit.accepts('anna', NEW), 'the password changed while the directory was unreachable');
}

async function mayNotChange(kit: DirectoryKit, status: Account['status']): Promise<void> {
  await kit.add({ userId: 'carol', addresses: ['carol@example.com'], status }, OLD);
  assert.equal((await kit.directory.findByUserId('carol'))?.status, status);
  assert.deepEqual(await change(kit, 'carol', 'barred.1'), notAllowed);
  assert.equal(await kit.directory.outcomeOf({ account: 'carol', changeId: 'barred.1' }), 'not-changed');
  assert.equal((await kit.directory.findByUserId('carol'))?.status, status, 'setting a password changed the status');
  assert.ok(!(await kit.accepts('carol', NEW)));
}

export const directoryCases: readonly DirectoryCase[] = [
  {
    name: 'finds an account by its user ID, with its addresses byte for byte',
    async run(kit) {
      await withAnna(kit);
      const found = await kit.directory.findByUserId('anna');
      assert.ok(found !== undefined);
      assert.deepEqual(shown(found), ANNA);
    },
  },
  {
    name: 'compares user IDs as declared, and accepts no look-alike',
    async run(kit) {
      await withAnna(kit);
      const inOtherCase = (await kit.directory.findByUserId('ANNA'))?.userId;
      assert.equal(inOtherCase, kit.userIds === 'exact' ? undefined : 'anna');
      for (const other of ['anna ', ' anna', 'a%6ena', 'ａｎｎａ', 'аnna', 'ann', 'anna\u200b']) {
        assert.equal(await kit.directory.findByUserId(other), undefined, JSON.stringify(other));
      }
    },
  },
  {
    name: 'finds no account for a text that is no user ID, whatever it means in a query',
    async run(kit) {
      await withAnna(kit);
      for (const text of [
        'nobody',
        '*',
        'a*',
        '"',
        '\\',
        "' or ''='",
        '(uid=*)',
        '*)(uid=*',
        'a b',
        '🦊',
        'x'.repeat(128),
      ]) {
        assert.equal(await kit.directory.findByUserId(text), undefined, JSON.stringify(text));
        assert.deepEqual(await change(kit, text, 'nobody.1'), notAllowed, JSON.stringify(text));
        assert.equal(await kit.directory.outcomeOf({ account: text, changeId: 'nobody.1' }), 'not-changed');
      }
    },
  },
  {
    name: 'finds an account by its address, folding only A to Z',
    async run(kit) {
      await kit.add({ userId: 'ian', addresses: ['Ian.K@Example.com'], status: 'active' }, OLD);
      assert.deepEqual(await idsAt(kit, 'ian.k@example.COM'), ['ian']);
      for (const other of [
        'ıan.k@example.com',
        'ian.\u212a@example.com',
        'ian.k@examp\u0131e.com',
        'ian.k@example.com ',
        '*@example.com',
        'ian.k@example.com" or email = "ian.k@example.com',
        'ian.k\\@example.com',
        'nobody@example.com',
      ]) {
        assert.deepEqual(await idsAt(kit, other), [], JSON.stringify(other));
      }
    },
  },
  {
    name: 'finds all accounts of a shared address',
    needs: 'shared-addresses',
    async run(kit) {
      for (const userId of ['dana', 'dana.admin']) {
        await kit.add({ userId, addresses: ['dana@example.com'], status: 'active' }, OLD);
      }
      assert.deepEqual(await idsAt(kit, 'dana@example.com'), ['dana', 'dana.admin']);
    },
  },
  {
    name: 'finds an account by each of its addresses, and returns all of them',
    needs: 'several-addresses',
    async run(kit) {
      const addresses = ['bob@example.com', 'bob.builder@example.net'];
      await kit.add({ userId: 'bob', addresses, status: 'active' }, OLD);
      for (const address of addresses) assert.deepEqual(await idsAt(kit, address), ['bob']);
      assert.deepEqual((await kit.directory.findByUserId('bob'))?.addresses.toSorted(), addresses.toSorted());
    },
  },
  {
    name: 'reports a disabled account, and sets no password for it',
    run: (kit) => mayNotChange(kit, 'disabled'),
  },
  {
    name: 'reports an unverified account, and a password does not verify it',
    needs: 'unverified',
    run: (kit) => mayNotChange(kit, 'unverified'),
  },
  {
    name: 'reports a federated account, and sets no password for it',
    needs: 'federated',
    run: (kit) => mayNotChange(kit, 'federated'),
  },
  {
    name: 'sets a password: the new one logs in, and the old one does not',
    async run(kit) {
      await withAnna(kit);
      assert.deepEqual(await change(kit, 'anna', 'set.1'), changed);
      assert.ok(await kit.accepts('anna', NEW));
      assert.ok(!(await kit.accepts('anna', OLD)));
      assert.equal(await kit.directory.outcomeOf({ account: 'anna', changeId: 'set.1' }), 'changed');
    },
  },
  {
    name: 'sets a password as it was typed, or refuses it with a reason; nothing is cut off',
    async run(kit) {
      await withAnna(kit);
      const passwords = [
        ' A password between 2 spaces! ',
        'Wälder und Flüsse, 河と森, реки и леса; θάλασσα! 1A',
        'Aa1! 🦊 jumps over 🐢 at 🌙, then 🌵 laughs',
        `Aa1!${'long '.repeat(50)}x`,
      ];
      for (const [index, password] of passwords.entries()) {
        const outcome = await change(kit, 'anna', `typed.${index}`, password);
        if (outcome.kind === 'refused') assert.ok(outcome.reasons.length > 0);
        else assert.deepEqual(outcome, changed);
        assert.equal(await kit.accepts('anna', password), outcome.kind === 'changed', JSON.stringify(password));
        assert.ok(!(await kit.accepts('anna', password.slice(0, -1))));
      }
    },
  },
  {
    name: 'declares correctly whether it ends sessions',
    async run(kit) {
      assert.equal(kit.directory.endsSessions, kit.cannot.sessions === undefined);
    },
  },
  {
    name: 'ends the sessions of before',
    needs: 'sessions',
    async run(kit) {
      await withAnna(kit);
      const lives = await kit.openSession('anna', OLD);
      assert.ok(await lives());
      await change(kit, 'anna', 'sessions.1');
      assert.ok(!(await lives()));
      assert.ok(await (await kit.openSession('anna', NEW))());
    },
  },
  {
    name: 'keeps the second factor',
    needs: 'second-factor',
    async run(kit) {
      await kit.add(ANNA, OLD, { secondFactor: true });
      assert.equal(await kit.asksSecondFactor?.('anna'), true);
      assert.deepEqual(await change(kit, 'anna', 'factor.1'), changed);
      assert.ok(await kit.accepts('anna', NEW));
      assert.equal(await kit.asksSecondFactor?.('anna'), true);
    },
  },
  {
    name: 'applies a change that is sent twice only once',
    async run(kit) {
      await withAnna(kit);
      assert.deepEqual(await change(kit, 'anna', 'twice.1'), changed);
      assert.deepEqual(await change(kit, 'anna', 'twice.1', OTHER), changed);
      assert.ok(await kit.accepts('anna', NEW));
      assert.ok(!(await kit.accepts('anna', OTHER)));
    },
  },
  {
    name: 'sets the password of the last of two changes',
    async run(kit) {
      await withAnna(kit);
      assert.deepEqual(await change(kit, 'anna', 'first.1'), changed);
      await kit.tick?.();
      assert.deepEqual(await change(kit, 'anna', 'second.1', OTHER), changed);
      assert.ok(await kit.accepts('anna', OTHER));
      assert.equal(await kit.directory.outcomeOf({ account: 'anna', changeId: 'second.1' }), 'changed');
      assert.equal(await kit.directory.outcomeOf({ account: 'anna', changeId: 'third.1' }), 'not-changed');
    },
  },
  {
    name: "refuses what its policy refuses, with a reason, and takes the person's next try",
    needs: 'password-policy',
    async run(kit) {
      await withAnna(kit);
      const outcome = await change(kit, 'anna', 'policy.1', kit.refusedPassword ?? '');
      assert.equal(outcome.kind, 'refused');
      assert.ok(outcome.kind === 'refused' && outcome.reasons.length > 0);
      assert.ok(await kit.accepts('anna', OLD));
      assert.equal(await kit.directory.outcomeOf({ account: 'anna', changeId: 'policy.1' }), 'not-changed');
      assert.deepEqual(await change(kit, 'anna', 'policy.2'), changed);
    },
  },
  {
    name: 'refuses a password that the account had before',
    needs: 'password-history',
    async run(kit) {
      await withAnna(kit);
      const reused = { kind: 'refused', reasons: ['reused'] };
      assert.deepEqual(await change(kit, 'anna', 'history.1', OLD), reused);
      assert.deepEqual(await change(kit, 'anna', 'history.2', NEW), changed);
      for (const [index, password] of [NEW, OLD].entries()) {
        assert.deepEqual(await change(kit, 'anna', `history.${index + 3}`, password), reused);
      }
      assert.ok(await kit.accepts('anna', NEW));
    },
  },
  {
    name: 'reports a change that did not arrive as not changed',
    async run(kit) {
      await withAnna(kit);
      await kit.fault('cut-before-change');
      await assert.rejects(() => change(kit, 'anna', 'cut.1'));
      await kit.fault('none');
      assert.equal(await kit.directory.outcomeOf({ account: 'anna', changeId: 'cut.1' }), 'not-changed');
      assert.ok(await kit.accepts('anna', OLD));
    },
  },
  {
    name: 'reports a change whose answer was lost as changed, with all earlier sessions ended',
    async run(kit) {
      await withAnna(kit);
      const lives = kit.directory.endsSessions ? await kit.openSession('anna', OLD) : async () => false;
      await kit.fault('cut-after-change');
      await assert.rejects(() => change(kit, 'anna', 'lost.1'));
      await kit.fault('none');
      assert.equal(await kit.directory.outcomeOf({ account: 'anna', changeId: 'lost.1' }), 'changed');
      assert.ok(await kit.accepts('anna', NEW));
      assert.ok(!(await lives()));
      assert.deepEqual(await change(kit, 'anna', 'lost.1', OTHER), changed);
      assert.ok(await kit.accepts('anna', NEW));
    },
  },
  ...bindingCases,
  { name: 'fails, without an outcome, while it is down', run: (kit) => everythingFails(kit, 'down') },
  { name: 'fails in time while it does not answer', needs: 'slow', run: (kit) => everythingFails(kit, 'slow') },
  { name: 'fails on garbage', needs: 'garbage', run: (kit) => everythingFails(kit, 'garbage') },
];

/** Runs the cases as a Jest suite. Cases that the kit cannot run are listed as todo, with the reason. */
export function directoryConformance(
  name: string,
  makeKit: () => Promise<DirectoryKit>,
  cannot: DirectoryKit['cannot'],
) {
  describe(`the directory ${name}`, () => {
    for (const each of directoryCases) {
      const { name: what, needs } = each;
      const reason = needs === undefined ? undefined : cannot[needs];
      if (reason !== undefined) {
        test.todo(`${what} (cannot: ${reason})`);
        continue;
      }
      test(what, async () => {
        const kit = await makeKit();
        try {
          await each.run(kit);
        } finally {
          await kit.stop();
        }
      });
    }
  });
}

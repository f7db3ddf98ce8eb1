import { recordOrder } from './orders.ts';
import { addressesError } from './fields.ts';
import type { Command } from './command.ts';
import { done, type Outcome, refused, table, UsageError } from './outcome.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { aboutUser, newUserIdOf, noSuchUser } from './user-argument.ts';
import { addUser } from './add-user.ts';
import { type User, usersOf } from './user-items.ts';

const STATUSES: readonly string[] = ['active', 'disabled', 'unverified'] satisfies User['status'][];

export const usersList: Command = {
  usage: '[--status STATUS] [--imported]',
  summary: 'shows the users of the built-in directory',
  details: `  --status STATUS    only users with this status: ${STATUSES.join(', ')}
  --imported         only users who still have the password that an import brought along, because they have neither
                     logged in nor reset it since

It reads the whole table, so its cost grows with the number of users.`,
  options: { status: { type: 'string' }, imported: { type: 'boolean' } },
  positionals: [0, 0],
  async run(context, given) {
    const status = given.option('status');
    if (status !== undefined && !STATUSES.includes(status))
      throw new UsageError('--status', `must be one of ${STATUSES.join(', ')}`);
    const users: User[] = [];
    for await (const page of (await usersOf(context)).pages({ imported: given.flag('imported') })) {
      users.push(...page.filter((user) => status === undefined || user.status === status));
      context.progress(`${users.length} users …`);
    }
    users.sort((a, b) => (a.userId < b.userId ? -1 : 1));
    return done(
      table(
        ['USER ID', 'STATUS', 'ADDRESSES', 'LAST LOGIN OR CHANGE'],
        users.map((user) => [user.userId, user.status, user.addresses.join(' '), instantOf(user.provenAt) ?? 'never']),
      ),
      { users: users.map(({ provenAt, ...user }) => ({ ...user, provenAt: instantOf(provenAt) ?? null })) },
    );
  },
};

const instantOf = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();

export const usersAdd: Command = {
  usage: 'USERID ADDRESS [ADDRESS …] [--reason TEXT]',
  summary: 'adds a user without a password',
  details: `${REASON_HELP}

The user has no password and cannot log in until they set one, by "Forgot your User ID/Password?" or by a
reset that you start for them (resets start). The command takes no password, so none is in a shell's history
or a process list. Adding the same user with the same addresses again changes nothing. The addresses of an
existing user are not changed: users set-addresses does that.`,
  options: REASON,
  positionals: [2, 11],
  async run(context, given) {
    const userId = newUserIdOf(given);
    const addresses = given.positionals.slice(1);
    const error = addressesError(addresses);
    if (error !== undefined) throw new UsageError('ADDRESS', `${error.reason}; ${error.fix}`);
    const reason = await reasonOf(context, given);
    const added = await addUser(context, { userId, addresses, status: 'active' }, reason);
    if (added === 'taken')
      return refused(
        'USERID',
        'already exists with other addresses or another status',
        'choose another ID; `users show` shows the user, and `users set-addresses` changes addresses',
      );
    return done(
      added === 'added'
        ? `Added ${userId} without a password. The user sets one by a reset.`
        : `Nothing to do: ${userId} already exists with these addresses.`,
      { userId, outcome: added },
    );
  },
};

export const usersDisable: Command = {
  usage: 'USERID [--reason TEXT]',
  summary: 'blocks logins and resets of a user, and ends their sessions',
  details: `${REASON_HELP}

Codes that were already mailed stop working. Disabling a disabled user changes nothing.`,
  options: REASON,
  positionals: [1, 1],
  run: aboutUser(async (context, { users, user: { userId, status } }, given) => {
    if (status === 'disabled')
      return done(`Nothing to do: ${userId} is already disabled.`, { userId, outcome: 'unchanged' });
    const reason = await reasonOf(context, given);
    await recordOrder(context, 'user_disable_ordered', { subject: userId, reason });
    if (!(await users.disable(userId))) return noSuchUser();
    return done(`Disabled ${userId}.`, { userId, outcome: 'disabled' });
  }),
};

export const usersEnable: Command = {
  usage: 'USERID [--reason TEXT]',
  summary: 'lets a disabled user log in and reset their password again',
  details: `${REASON_HELP}

The password stays; sessions that ended stay ended. Enabling an active user changes nothing.`,
  options: REASON,
  positionals: [1, 1],
  run: aboutUser(async (context, { users, user: { userId, status } }, given) => {
    if (status === 'active')
      return done(`Nothing to do: ${userId} is already active.`, { userId, outcome: 'unchanged' });
    if (status !== 'disabled') return notDisabled(status);
    const reason = await reasonOf(context, given);
    await recordOrder(context, 'user_enable_ordered', { subject: userId, reason });
    if (!(await users.enable(userId))) return notDisabled('no longer disabled');
    return done(`Enabled ${userId}.`, { userId, outcome: 'enabled' });
  }),
};

const notDisabled = (status: string): Outcome =>
  refused('USERID', `is ${status}; only a disabled user can be enabled`, 'an unverified user must confirm the address');

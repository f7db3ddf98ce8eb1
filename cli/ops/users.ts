import { recordOrder } from './orders.ts';
import { addressesError, userIdError } from './fields.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { done, type Outcome, refused, table, UsageError } from './outcome.ts';
import { addUser, type User, usersOf } from './user-items.ts';

const STATUSES: readonly string[] = ['active', 'disabled', 'unverified'] satisfies User['status'][];

/** @throws {@link UsageError} where the first argument cannot be a user ID */
export function userIdOf({ positionals: [userId = ''] }: Arguments): string {
  const error = userIdError(userId);
  if (error !== undefined) throw new UsageError('USERID', `${error.reason}; ${error.fix}`);
  return userId;
}

export const noSuchUser = (): Outcome =>
  refused('USERID', 'there is no such user', 'IDs are compared exactly; `users list` shows them');

export const usersList: Command = {
  usage: '[--status STATUS]',
  summary: 'shows the users of the built-in directory',
  details: `  --status STATUS    only those that are ${STATUSES.join(', ')}

Reads the whole table: the cost grows with the number of users.`,
  options: { status: { type: 'string' } },
  positionals: [0, 0],
  async run(context, given) {
    const status = given.option('status');
    if (status !== undefined && !STATUSES.includes(status))
      throw new UsageError('--status', `must be one of ${STATUSES.join(', ')}`);
    const users: User[] = [];
    for await (const page of usersOf(context).pages()) {
      users.push(...page.filter((user) => status === undefined || user.status === status));
      context.progress(`${users.length} users …`);
    }
    users.sort((a, b) => (a.userId < b.userId ? -1 : 1));
    return done(
      table(
        ['USER ID', 'STATUS', 'ADDRESSES', 'LAST PROVEN'],
        users.map((user) => [user.userId, user.status, user.addresses.join(' '), instantOf(user.provenAt) ?? 'never']),
      ),
      { users: users.map(({ provenAt, ...user }) => ({ ...user, provenAt: instantOf(provenAt) ?? null })) },
    );
  },
};

const instantOf = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();

export const usersAdd: Command = {
  usage: 'USERID ADDRESS [ADDRESS …]',
  summary: 'adds a user without a password',
  details: `The user has no password and cannot log in until he sets one himself, by "Forgot your User ID/Password?" or by a reset that
you start for him (resets start). No password is taken here, so none stands in a shell's history or in a process list.
Adding the same user with the same addresses again changes nothing. Addresses of a user who is there are not changed.`,
  positionals: [2, 11],
  async run(context, given) {
    const userId = userIdOf(given);
    const addresses = given.positionals.slice(1);
    const error = addressesError(addresses);
    if (error !== undefined) throw new UsageError('ADDRESS', `${error.reason}; ${error.fix}`);
    const added = await addUser(context, { userId, addresses, status: 'active' });
    if (added === 'taken')
      return refused(
        'USERID',
        'is there already, with other addresses or another status',
        '`users list` shows it; choose another ID',
      );
    return done(
      added === 'added'
        ? `Added ${userId}, without a password: the user sets one by a reset.`
        : `Nothing to do: ${userId} is there with just these addresses.`,
      { userId, outcome: added },
    );
  },
};

export const usersDisable: Command = {
  usage: 'USERID',
  summary: 'bars a user from logging in and from resets, and ends his sessions',
  details: 'Codes that were mailed already lead to nothing. Disabling a disabled user changes nothing.',
  positionals: [1, 1],
  async run(context, given) {
    const userId = userIdOf(given);
    const user = await usersOf(context).find(userId);
    if (user === undefined) return noSuchUser();
    if (user.status === 'disabled')
      return done(`Nothing to do: ${userId} is disabled.`, { userId, outcome: 'unchanged' });
    await recordOrder(context, 'user_disable_ordered', userId);
    if (!(await usersOf(context).disable(userId))) return noSuchUser();
    return done(`Disabled ${userId}.`, { userId, outcome: 'disabled' });
  },
};

export const usersEnable: Command = {
  usage: 'USERID',
  summary: 'lets a disabled user log in and reset his password again',
  details: 'He keeps his password; sessions of before stay ended. Enabling an active user changes nothing.',
  positionals: [1, 1],
  async run(context, given) {
    const userId = userIdOf(given);
    const user = await usersOf(context).find(userId);
    if (user === undefined) return noSuchUser();
    if (user.status === 'active') return done(`Nothing to do: ${userId} is active.`, { userId, outcome: 'unchanged' });
    if (user.status !== 'disabled') return notDisabled(user.status);
    await recordOrder(context, 'user_enable_ordered', userId);
    if (!(await usersOf(context).enable(userId))) return notDisabled('not disabled any more');
    return done(`Enabled ${userId}.`, { userId, outcome: 'enabled' });
  },
};

const notDisabled = (status: string): Outcome =>
  refused('USERID', `is ${status}, and only disabled users are enabled`, 'an address is confirmed by its owner alone');

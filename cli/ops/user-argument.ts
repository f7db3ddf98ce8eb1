import type { Arguments } from './arguments.ts';
import type { Context } from './command.ts';
import { newUserIdError, userIdError } from './fields.ts';
import { type Outcome, refused, UsageError } from './outcome.ts';
import { type User, type UserItems, usersOf } from './user-items.ts';

/**
 * Returns the first argument as a user ID.
 *
 * @throws {@link UsageError} where it cannot be one
 */
export function userIdOf({ positionals: [userId = ''] }: Arguments): string {
  const error = userIdError(userId);
  if (error !== undefined) throw new UsageError('USERID', `${error.reason}; ${error.fix}`);
  return userId;
}

/** As {@link userIdOf}, for a new user. */
export function newUserIdOf(given: Arguments): string {
  const userId = userIdOf(given);
  const error = newUserIdError(userId);
  if (error !== undefined) throw new UsageError('USERID', `${error.reason}; ${error.fix}`);
  return userId;
}

export const noSuchUser = (): Outcome =>
  refused('USERID', 'there is no such user', 'check the ID with `users list`, or find it with `users show ADDRESS`');

/**
 * Makes an order about the user whom the first argument names in the built-in directory. It is refused where there is
 * no such user.
 */
export const aboutUser =
  (run: (context: Context, found: { users: UserItems; user: User }, given: Arguments) => Promise<Outcome>) =>
  async (context: Context, given: Arguments): Promise<Outcome> => {
    const userId = userIdOf(given);
    const users = await usersOf(context);
    const user = await users.find(userId);
    return user === undefined ? noSuchUser() : run(context, { users, user }, given);
  };

/**
 * Returns the account of a user ID by the directory's name, by which budgets are kept, and its addresses; undefined if
 * the built-in directory has no such user. Other directories are not asked: an unknown user just has all guesses there.
 */
export async function accountOf(
  context: Context,
  userId: string,
): Promise<Pick<User, 'userId' | 'addresses' | 'provenAt'> | undefined> {
  if ((await context.settings()).directory !== 'built-in') return { userId, addresses: [] };
  return (await usersOf(context)).find(userId);
}

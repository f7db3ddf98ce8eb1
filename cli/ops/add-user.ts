import type { Context } from './command.ts';
import { recordOrder } from './orders.ts';
import { type NewUser, type User, type UserItems, usersOf } from './user-items.ts';

export type AddOutcome =
  | 'added'
  /** The user exists with the same addresses and status. */
  | 'unchanged'
  /**
   * The user exists with other addresses or another status. They are not changed: codes would be mailed elsewhere.
   */
  | 'taken';

/** Adds a user. A repeat changes nothing. */
export async function addUser(context: Context, user: NewUser, reason: string): Promise<AddOutcome> {
  const users = await usersOf(context);
  const present = await users.find(user.userId);
  if (present !== undefined) return repeated(users, present, user);
  await recordOrder(context, 'user_add_ordered', { subject: user.userId, reason });
  return (await users.add(user)) ? 'added' : lostTo(users, user);
}

/** Outcome of an addition that another one was faster than. */
export async function lostTo(users: UserItems, user: NewUser): Promise<AddOutcome> {
  const winner = await users.find(user.userId);
  return winner === undefined ? 'taken' : repeated(users, winner, user);
}

/** Compares an existing user with the wanted one, and completes the index of an interrupted addition. */
async function repeated(users: UserItems, present: User, wanted: NewUser): Promise<AddOutcome> {
  if (present.status !== wanted.status || !sameAddresses(present, wanted)) return 'taken';
  await users.indexAddresses(present);
  return 'unchanged';
}

/** Whether two users have the same addresses, in any order. */
export function sameAddresses(...users: readonly [Pick<User, 'addresses'>, Pick<User, 'addresses'>]): boolean {
  const [one, other] = users.map(({ addresses }) => addresses.toSorted().join(' '));
  return one === other;
}

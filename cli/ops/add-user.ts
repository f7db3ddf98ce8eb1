import { recordOrder } from './orders.ts';
import type { Context } from './context.ts';
import { type NewUser, type User, type UserItems, usersOf } from './user-items.ts';

export type AddOutcome =
  | 'added'
  /** The user is there, just like this. */
  | 'unchanged'
  /** The user ID is there with other addresses or another status, which nothing here changes: mail would go elsewhere. */
  | 'taken';

/** Adds a user, once: a repeat finds him there. */
export async function addUser(context: Context, user: NewUser): Promise<AddOutcome> {
  const users = usersOf(context);
  const present = await users.find(user.userId);
  if (present !== undefined) return repeated(users, present, user);
  await recordOrder(context, 'user_add_ordered', user.userId);
  if (await users.add(user)) return 'added';
  const winner = await users.find(user.userId);
  return winner === undefined ? 'taken' : repeated(users, winner, user);
}

/** An addition that was interrupted may lack its addresses in the index. */
async function repeated(users: UserItems, present: User, wanted: NewUser): Promise<AddOutcome> {
  const sorted = (addresses: readonly string[]) => addresses.toSorted().join(' ');
  const same = present.status === wanted.status && sorted(present.addresses) === sorted(wanted.addresses);
  if (!same) return 'taken';
  await users.indexAddresses(present);
  return 'unchanged';
}

import { lostTo, sameAddresses } from './add-user.ts';
import type { Context } from './command.ts';
import { errorText } from './error-text.ts';
import { recordOrder, recordOrders } from './orders.ts';
import { UserBatches } from './user-batches.ts';
import { type NewUser, type User, type UserItems, usersOf } from './user-items.ts';
import type { RefusedRow, UserRow } from './user-rows.ts';
import { setAddresses } from './users-set-addresses.ts';

/** Rows written at the same time. Their orders are one write: the audit trail numbers all orders one by one. */
const AT_ONCE = 50;

/** Rows between two lines of progress. */
const PROGRESS_EVERY = 1000;

/** Ways of an import. */
export interface Way {
  readonly update: boolean;
  readonly dryRun: boolean;
  readonly reason: string;
}

export interface Imported {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

type RowOutcome = 'added' | 'changed' | 'unchanged' | 'taken';

/**
 * Imports rows in their order.
 *
 * @throws an error that names the row to go on with. Rows from there on may have been written; they are `unchanged`
 */
export async function importUsers(context: Context, rows: readonly UserRow[], way: Way): Promise<Imported> {
  const counts = { added: 0, changed: 0, unchanged: 0 };
  const refused: RefusedRow[] = [];
  const users = await usersOf(context);
  const batches = new UserBatches(context, (await context.settings()).userIdCase);
  for (let first = 0; first < rows.length; first += AT_ONCE) {
    const chunk = rows.slice(first, first + AT_ONCE);
    const row = chunk[0]?.row ?? 2;
    const outcomes = await importChunk(context, { users, batches }, chunk, way).catch((error: unknown) => {
      const cause = { cause: error };
      throw new Error(`the import stopped; go on with --from-row ${row}: ${errorText(error)}`, cause);
    });
    for (const [index, { row: taken }] of chunk.entries()) {
      const outcome = outcomes[index] ?? 'taken';
      if (outcome === 'taken') refused.push({ row: taken, ...TAKEN });
      else counts[outcome] += 1;
    }
    const through = first + chunk.length;
    if (through % PROGRESS_EVERY === 0 || through === rows.length)
      context.progress(`${through} of ${rows.length} users, through row ${chunk.at(-1)?.row ?? row} …`);
  }
  return { ...counts, refused };
}

const TAKEN = {
  field: 'userId',
  reason: 'already exists with other addresses or another status',
  fix: 'correct or remove the row, or change the user with --update',
};

async function importChunk(
  context: Context,
  { users, batches }: { readonly users: UserItems; readonly batches: UserBatches },
  chunk: readonly UserRow[],
  way: Way,
): Promise<RowOutcome[]> {
  const present = await batches.find(chunk.map(({ user }) => user.userId));
  const fresh = chunk.filter((_row, index) => present[index] === undefined);
  if (!way.dryRun)
    await recordOrders(
      context,
      'user_add_ordered',
      fresh.map(({ user: { userId }, hash }) => ({
        subject: userId,
        reason: hash === undefined ? way.reason : `with a password hash (${hash.work.scheme}): ${way.reason}`,
      })),
    );
  const outcomes = await Promise.all(
    chunk.map(({ user }, index) => {
      const found = present[index];
      return found === undefined ? add(users, user, way) : change(context, users, found, user, way);
    }),
  );
  const indexed = chunk.filter((_row, index) => outcomes[index] === 'added' || outcomes[index] === 'unchanged');
  if (!way.dryRun) await batches.indexAddresses(indexed.map(({ user }) => user));
  return outcomes;
}

async function add(users: UserItems, user: NewUser, { dryRun }: Way): Promise<RowOutcome> {
  return dryRun || (await users.put(user)) ? 'added' : lostTo(users, user);
}

/** Changes an existing user only by `--update`, and tells the addresses before. */
async function change(
  context: Context,
  users: UserItems,
  present: User,
  user: NewUser,
  { update, dryRun, reason }: Way,
): Promise<RowOutcome> {
  const sameStatus = present.status === user.status;
  const staysThere = sameAddresses(present, user);
  if (sameStatus && staysThere) return 'unchanged';
  if (!update || present.status === 'unverified') return 'taken';
  if (dryRun) return 'changed';
  if (!staysThere && (await setAddresses(context, present, user.addresses, reason)) === 'changed-meanwhile')
    return 'taken';
  if (!sameStatus) {
    const event = user.status === 'disabled' ? 'user_disable_ordered' : 'user_enable_ordered';
    await recordOrder(context, event, { subject: present.userId, reason });
    await (user.status === 'disabled' ? users.disable(present.userId) : users.enable(present.userId));
  }
  return 'changed';
}

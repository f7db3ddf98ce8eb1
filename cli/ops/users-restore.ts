import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import type { UserItem } from '../../functions/adapters/directories/built-in/users.ts';
import type { Command, Context } from './command.ts';
import { recordOrders } from './orders.ts';
import { done, refused, UsageError } from './outcome.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { restoredUsers } from './restored-users.ts';
import { type UserItems, usersOf } from './user-items.ts';
import { documentAt } from '../../lib/instructions.ts';

/** Users written at the same time. Their orders are one write. */
const AT_ONCE = 50;

/** Way of a restoration; a reason is missing where nothing is written. */
interface Way {
  readonly dryRun: boolean;
  readonly reason: string;
}

export const usersRestore: Command = {
  usage: 'TABLE [USERID …] [--dry-run] [--reason TEXT]',
  summary: 'brings back users who are missing, from a table that DynamoDB restored',
  details: `${REASON_HELP}
  --dry-run          write nothing, and show what would be done

TABLE is a copy of the users at a point in time: ${documentAt('guides/recovery.md')}. Without a USERID the
command checks every user of the copy. Users who are missing come back with their addresses, status and password of that time; sessions and codes
of that time stay invalid. Users who exist are never changed: remove one first (users remove) to have them as they were.
You can repeat the command after an error.`,
  options: { ...REASON, 'dry-run': { type: 'boolean' } },
  positionals: [1, 100],
  async run(context, given) {
    const [table = '', ...userIds] = given.positionals;
    if (table === context.tables.users) throw new UsageError('TABLE', 'must be a restored copy, not the table in use');
    const users = await usersOf(context);
    const dryRun = given.flag('dry-run');
    const way = { dryRun, reason: dryRun ? '' : await reasonOf(context, given) };
    const found = new Set<string>();
    let restored = 0;
    try {
      for await (const page of restoredUsers(context.clients.documents, table, userIds)) {
        for (let first = 0; first < page.length; first += AT_ONCE) {
          const chunk = page.slice(first, first + AT_ONCE);
          restored += await restoreChunk(context, users, chunk, way);
          for (const { userId } of chunk) found.add(userId);
        }
        context.progress(`${found.size} users …`);
      }
    } catch (error) {
      if (error instanceof ResourceNotFoundException)
        return refused(
          'TABLE',
          'there is no such table',
          `restore the users into it first: ${documentAt('guides/recovery.md')}`,
        );
      throw error;
    }
    const present = found.size - restored;
    const missing = userIds.filter((userId) => !found.has(userId));
    const counts = `${restored} restored, ${present} exist and are unchanged.`;
    const report = {
      text: dryRun ? `Nothing is written. It would be: ${counts}` : counts,
      json: { restored, present, missing },
    };
    if (missing.length === 0) return done(report.text, report.json);
    const why = `${missing.length} of the users named are not in the copy`;
    return { ...refused('USERID', why, 'restore an earlier point in time, or check the IDs'), report };
  },
};

/** Returns the number of users who came back, or would. */
async function restoreChunk(
  context: Context,
  users: UserItems,
  chunk: readonly UserItem[],
  { dryRun, reason }: Way,
): Promise<number> {
  const present = await Promise.all(chunk.map(({ userId }) => users.find(userId)));
  const missing = chunk.filter((_user, index) => present[index] === undefined);
  if (dryRun || missing.length === 0) return missing.length;
  const orders = missing.map(({ userId: subject }) => ({ subject, reason }));
  await recordOrders(context, 'user_restore_ordered', orders);
  const outcomes = await Promise.all(missing.map((user) => users.restore(user)));
  return outcomes.filter((isNew) => isNew).length;
}

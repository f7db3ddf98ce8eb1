import type { Command } from './command.ts';
import { done, refused } from './outcome.ts';
import { recordOrder } from './orders.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { aboutUser } from './user-argument.ts';

export const usersRemove: Command = {
  usage: 'USERID [--reason TEXT]',
  summary: 'removes a user with their addresses and password, for good',
  details: `${REASON_HELP}

The user's sessions and codes end at once. The audit trail keeps its events, which name the user by a digest. To block a
user for a while, use users disable. A user who is added under the same ID later is another one: no session and no code
from before fits.`,
  options: REASON,
  positionals: [1, 1],
  run: aboutUser(async (context, { users, user }, given) => {
    const { userId } = user;
    const reason = await reasonOf(context, given);
    await recordOrder(context, 'user_remove_ordered', { subject: userId, reason });
    if (!(await users.remove(user))) return refused('USERID', 'the user was changed meanwhile', 'try again');
    return done(`Removed ${userId}.`, { userId, outcome: 'removed' });
  }),
};

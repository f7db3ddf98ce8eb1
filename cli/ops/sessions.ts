import type { Command } from './command.ts';
import { done } from './outcome.ts';
import { recordOrder } from './orders.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { aboutUser, noSuchUser } from './user-argument.ts';

export const sessionsEnd: Command = {
  usage: 'USERID [--reason TEXT]',
  summary: 'logs a user out everywhere',
  details: `${REASON_HELP}

Every session that is open now ends for good. The password stays, and the user can log in again. If the password may
be known to someone else, the user must also set a new one.`,
  options: REASON,
  positionals: [1, 1],
  run: aboutUser(async (context, { users, user: { userId } }, given) => {
    const reason = await reasonOf(context, given);
    await recordOrder(context, 'sessions_end_ordered', { subject: userId, reason });
    if (!(await users.endSessions(userId))) return noSuchUser();
    return done(`Ended all sessions of ${userId}.`, { userId, outcome: 'ended' });
  }),
};

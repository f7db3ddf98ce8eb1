import { isLinkOnly, resumed } from '../../functions/domain/account-budget.ts';
import { budgetOf, changeBudget } from './account-limits.ts';
import type { Command } from './command.ts';
import { done } from './outcome.ts';
import { recordOrder } from './orders.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { accountOf, noSuchUser, userIdOf } from './user-argument.ts';

export const resetsResume: Command = {
  usage: 'USERID [--reason TEXT]',
  summary: 'gives a user the guesses back after too many wrong codes',
  details: `${REASON_HELP}

When the guesses at a user's codes since the last success reach the setting guessesSinceSuccess, codes work
through the link in their mail alone. Give the guesses back only when you have verified who the user is: someone else
may have guessed. The count restarts at zero; the limits of codes for an hour and a day stay. A login also gives the
guesses back.`,
  options: REASON,
  positionals: [1, 1],
  async run(context, given) {
    const userId = userIdOf(given);
    const limits = await context.settings();
    const account = (await accountOf(context, userId))?.userId;
    if (account === undefined) return noSuchUser();
    if (!isLinkOnly(await budgetOf(context, account), limits))
      return done(`Nothing to do: ${userId} has guesses left.`, { userId, outcome: 'unchanged' });
    const reason = await reasonOf(context, given);
    await recordOrder(context, 'recovery_resume_ordered', { subject: account, reason });
    await changeBudget(context, account, resumed);
    return done(`Gave ${userId} the guesses back.`, { userId, outcome: 'resumed' });
  },
};

import { DynamoDbBudgetStore } from '../../functions/adapters/dynamodb/budget-store.ts';
import { isLinkOnly, resumed } from '../../functions/domain/account-budget.ts';
import type { Command } from './command.ts';
import { done } from './outcome.ts';
import { recordOrder } from './orders.ts';
import { usersOf } from './user-items.ts';
import { noSuchUser, userIdOf } from './users.ts';

/** Maximum number of tries. Codes are issued rarely, so more lost races have another cause. */
const TRIES = 5;

export const resetsResume: Command = {
  usage: 'USERID',
  summary: 'gives a user the guesses back after too many wrong codes',
  details: `When the guesses at a user's codes since the last success reach the setting guessesSinceSuccess, codes work
through the link in their mail alone. Give the guesses back only when you have verified who the user is: someone else
may have guessed. The count restarts at zero; the limits of codes for an hour and a day stay. A login also gives the
guesses back.`,
  positionals: [1, 1],
  async run(context, given) {
    const userId = userIdOf(given);
    // Budgets have the directory's name of the account as their key. In another directory an unknown user just has all
    // guesses.
    const isBuiltIn = context.settings.directory === 'built-in';
    if (isBuiltIn && (await usersOf(context).find(userId)) === undefined) return noSuchUser();
    const limits = {
      attemptsPerCode: context.settings.attemptsPerCode,
      guessesSinceSuccess: context.settings.guessesSinceSuccess,
    };
    const budgets = new DynamoDbBudgetStore(context.clients.documents, context.tables.resets);
    for (let tries = 0; tries < TRIES; tries++) {
      const stored = await budgets.read({ account: userId });
      if (stored === undefined || !isLinkOnly(stored.budget, limits))
        return done(`Nothing to do: ${userId} has guesses left.`, { userId, outcome: 'unchanged' });
      if (tries === 0) await recordOrder(context, 'recovery_resume_ordered', { subject: userId });
      if (await budgets.replace({ account: userId }, resumed(stored.budget), stored.version))
        return done(`Gave ${userId} the guesses back.`, { userId, outcome: 'resumed' });
    }
    throw new Error('the budget changed during every try to give the guesses back; try again');
  },
};

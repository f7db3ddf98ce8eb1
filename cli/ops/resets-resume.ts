import { DynamoDbBudgetStore } from '../../functions/adapters/dynamodb/budget-store.ts';
import { isPaused, resumed } from '../../functions/domain/account-budget.ts';
import type { Command } from './command.ts';
import { done } from './outcome.ts';
import { recordOrder } from './orders.ts';
import { usersOf } from './user-items.ts';
import { noSuchUser, userIdOf } from './users.ts';

/** Codes are issued seldom; whoever loses this often has another fault. */
const TRIES = 5;

export const resetsResume: Command = {
  usage: 'USERID',
  summary: 'ends the pause of recovery of a user for whom too many codes were issued',
  details: `Recovery pauses when the guesses of all codes since the last login reach the setting guessesSinceSuccess. Resume it only when you
know the person: someone else may have asked for the codes. The count starts anew; the codes of an hour and of a day stay
counted. A login ends the pause too.`,
  positionals: [1, 1],
  async run(context, given) {
    const userId = userIdOf(given);
    // Budgets are kept by the name that the directory has for the account; of another directory a wrong one is not paused.
    const isBuiltIn = context.settings.directory === 'built-in';
    if (isBuiltIn && (await usersOf(context).find(userId)) === undefined) return noSuchUser();
    const limits = {
      attemptsPerCode: context.settings.attemptsPerCode,
      guessesSinceSuccess: context.settings.guessesSinceSuccess,
    };
    const budgets = new DynamoDbBudgetStore(context.clients.documents, context.tables.resets);
    for (let tries = 0; tries < TRIES; tries++) {
      const stored = await budgets.read(userId);
      if (stored === undefined || !isPaused(stored.budget, limits))
        return done(`Nothing to do: recovery of ${userId} is not paused.`, { userId, outcome: 'unchanged' });
      if (tries === 0) await recordOrder(context, 'recovery_resume_ordered', userId);
      if (await budgets.replace(userId, resumed(stored.budget), stored.version))
        return done(`Resumed recovery of ${userId}.`, { userId, outcome: 'resumed' });
    }
    throw new Error('the budget changed at every try to resume it');
  },
};

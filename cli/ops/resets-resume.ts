import { DynamoDbBudgetStore } from '../../functions/adapters/dynamodb/budget-store.ts';
import { isPaused, resumed } from '../../functions/domain/account-budget.ts';
import type { Command } from './command.ts';
import { done } from './outcome.ts';
import { recordOrder } from './orders.ts';
import { usersOf } from './user-items.ts';
import { noSuchUser, userIdOf } from './users.ts';

/** Maximum number of tries. Codes are issued rarely, so more lost races have another cause. */
const TRIES = 5;

export const resetsResume: Command = {
  usage: 'USERID',
  summary: 'resumes recovery for a user after too many codes',
  details: `Recovery pauses when the guesses of all codes since the last success reach the setting guessesSinceSuccess.
Resume it only when you have verified who the user is: someone else may have requested the codes. The count
restarts at zero; the limits of codes for an hour and a day stay. A login also ends the pause.`,
  positionals: [1, 1],
  async run(context, given) {
    const userId = userIdOf(given);
    // Budgets have the directory's name of the account as their key. In another directory an unknown user is just not
    // paused.
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
    throw new Error('the budget changed during every try to resume recovery; try again');
  },
};

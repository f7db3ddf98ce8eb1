import { lifted } from '../../functions/domain/account-budget.ts';
import { comparableAddress } from '../../functions/domain/account.ts';
import { epochSeconds } from '../../functions/domain/moment.ts';
import { changeBudget, limitsOf, limitStores, limitsText, loginOwner } from './account-limits.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { done, UsageError } from './outcome.ts';
import { recordOrder } from './orders.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { accountOf, noSuchUser, userIdOf } from './user-argument.ts';

export const limitsShow: Command = {
  usage: 'USERID',
  summary: 'shows the limits of a user, how much of each is used, and until when',
  details: `It shows codes of the hour and the day, guesses since the last success, mails of the hour to each address, and
the delay of logins, by the settings that are deployed. In a directory other than the built-in one it shows no mails.`,
  positionals: [1, 1],
  async run(context, given) {
    const account = await accountOf(context, userIdOf(given));
    if (account === undefined) return noSuchUser();
    const view = await limitsOf(context, account);
    return done(limitsText(view), { userId: account.userId, limits: view });
  },
};

const LIFTS = ['hour', 'day', 'logins'] as const;

type Lift = (typeof LIFTS)[number];

const LIFTED: Readonly<Record<Lift, string>> = {
  hour: 'The limit of the hour is lifted.',
  day: 'The limits of the hour and the day are lifted.',
  logins: 'The delay of logins is lifted.',
};

function liftOf(given: Arguments): Lift {
  const chosen = LIFTS.filter((name) => given.flag(name));
  const [lift] = chosen;
  if (lift === undefined || chosen.length > 1)
    throw new UsageError('--hour, --day, --logins', 'choose one: the limit to lift');
  return lift;
}

export const limitsLift: Command = {
  usage: 'USERID --hour|--day|--logins [--reason TEXT]',
  summary: 'lifts a limit that a user has reached, once',
  details: `  --hour             codes of this hour, and mails of this hour to the user's addresses
  --day              also the codes of the last 24 hours
  --logins           the delay after failed logins
${REASON_HELP}

Verify who the user is first: someone else may have used the limit up. The limit is in force again for what follows.
Guesses at codes stay counted; resets resume gives them back. Often no order is needed: the link in the last mail asks
for another code at once.`,
  options: { ...REASON, hour: { type: 'boolean' }, day: { type: 'boolean' }, logins: { type: 'boolean' } },
  positionals: [1, 1],
  async run(context, given) {
    const lift = liftOf(given);
    const account = await accountOf(context, userIdOf(given));
    if (account === undefined) return noSuchUser();
    const { userId } = account;
    const reason = `${lift}: ${await reasonOf(context, given)}`;
    await recordOrder(context, 'limit_lift_ordered', { subject: userId, reason });
    const stores = limitStores(context);
    if (lift === 'logins') await stores.logins.forget(loginOwner(userId, await context.settings()));
    else {
      const now = epochSeconds(context.now());
      await changeBudget(context, userId, (budget) => lifted(budget, lift, now));
      for (const address of account.addresses) await stores.addresses.forget(comparableAddress(address));
    }
    const view = await limitsOf(context, account);
    return done(`${LIFTED[lift]}\n\n${limitsText(view)}`, { userId, outcome: 'lifted', lift, limits: view });
  },
};

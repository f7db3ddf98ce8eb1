import { DynamoDbAddressLimiter } from '../../functions/adapters/dynamodb/address-limiter.ts';
import { DynamoDbBudgetStore } from '../../functions/adapters/dynamodb/budget-store.ts';
import { DynamoDbLoginAttemptStore } from '../../functions/adapters/dynamodb/login-attempt-store.ts';
import { newUserKey } from '../../functions/adapters/directories/built-in/users.ts';
import {
  type AccountBudget,
  type BudgetLimits,
  freshBudget,
  isLinkOnly,
  limitOnStart,
  stateOf,
} from '../../functions/domain/account-budget.ts';
import { comparableAddress } from '../../functions/domain/account.ts';
import { delayedUntil } from '../../functions/domain/login-delay.ts';
import { epochSeconds, fromEpochSeconds } from '../../functions/domain/moment.ts';
import type { DeployedSettings } from '../../lib/settings/deployed.ts';
import type { Context } from './command.ts';
import { facts } from './outcome.ts';
import type { User } from './user-items.ts';

/** Limits of an account and how much of each is used. Instants are ISO 8601 in UTC. */
export interface LimitsView {
  readonly codesThisHour: number;
  readonly codesPerHour: number;
  readonly codesToday: number;
  readonly codesPerDay: number;
  /** Limit that would refuse another start its code now; null if none would. */
  readonly noCodeBecause: string | null;
  readonly noCodeUntil: string | null;
  readonly guessesSinceSuccess: number;
  readonly guessesAllowed: number;
  /** Whether codes work through the link in their mail alone. */
  readonly linkOnly: boolean;
  readonly mails: readonly { readonly address: string; readonly thisHour: number; readonly perHour: number }[];
  readonly failedLoginsInARow: number;
  readonly loginsDelayedUntil: string | null;
}

const iso = (seconds: number): string => fromEpochSeconds(seconds).toISOString();

/** Stores of the limits of accounts. */
export const limitStores = ({ clients, tables, now }: Context) => ({
  budgets: new DynamoDbBudgetStore(clients.documents, tables.resets),
  addresses: new DynamoDbAddressLimiter(clients.documents, tables.resets, { now }),
  logins: new DynamoDbLoginAttemptStore(clients.documents, tables.resets),
});

/** Name by which attempts to log in are counted. */
export const loginOwner = (userId: string, names: Pick<DeployedSettings, 'userIdCase'>): string =>
  `account ${newUserKey(userId, names).pk}`;

export const budgetLimits = (settings: DeployedSettings): BudgetLimits => ({
  attemptsPerCode: settings.attemptsPerCode,
  codesPerHour: settings.codesPerHour,
  codesPerDay: settings.codesPerDay,
  guessesSinceSuccess: settings.guessesSinceSuccess,
  resendCooldown: settings.resendCooldownSeconds,
});

export async function budgetOf(context: Context, account: string): Promise<AccountBudget> {
  return (await limitStores(context).budgets.read({ account }))?.budget ?? freshBudget;
}

/** Maximum number of tries. Codes are issued rarely, so more lost races have another cause. */
const TRIES = 5;

/** Changes the budget of an account, if it has one. */
export async function changeBudget(
  context: Context,
  account: string,
  change: (budget: AccountBudget) => AccountBudget,
): Promise<void> {
  const { budgets } = limitStores(context);
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await budgets.read({ account });
    if (stored === undefined || (await budgets.replace({ account }, change(stored.budget), stored.version))) return;
  }
  throw new Error('the budget changed during every try to change it; try again');
}

/**
 * Reads the limits of an account, by the settings that are deployed. An attempt to log in is counted before it is
 * compared, and given back at the next one: a success since then ends the row. `addresses`: those of the account, if
 * known.
 */
export async function limitsOf(
  context: Context,
  { userId, addresses, provenAt = 0 }: Pick<User, 'userId' | 'addresses' | 'provenAt'>,
): Promise<LimitsView> {
  const stores = limitStores(context);
  const settings = await context.settings();
  const limits = budgetLimits(settings);
  const now = epochSeconds(context.now());
  const [budget, attempts, ...counts] = await Promise.all([
    budgetOf(context, userId),
    stores.logins.read(loginOwner(userId, settings)),
    ...addresses.map((address) => stores.addresses.count(comparableAddress(address))),
  ]);
  const limit = limitOnStart(budget, now, limits);
  const delayed = attempts === undefined ? 0 : delayedUntil(attempts.attempts);
  const { codesThisHour, codesToday, guessesSinceSuccess } = stateOf(budget, now);
  return {
    codesThisHour,
    codesPerHour: limits.codesPerHour,
    codesToday,
    codesPerDay: limits.codesPerDay,
    noCodeBecause: limit?.reason ?? null,
    noCodeUntil: limit === undefined ? null : iso(limit.until),
    guessesSinceSuccess,
    guessesAllowed: limits.guessesSinceSuccess,
    linkOnly: isLinkOnly(budget, limits),
    mails: addresses.map((address, index) => ({
      address,
      thisHour: counts[index] ?? 0,
      perHour: settings.mailsPerAddressPerHour,
    })),
    failedLoginsInARow: attempts === undefined || provenAt > attempts.attempts.provenAt ? 0 : attempts.attempts.inARow,
    loginsDelayedUntil: delayed > now ? iso(delayed) : null,
  };
}

const REASONS: Readonly<Record<string, string>> = {
  'account-cooldown': 'a code was mailed a moment ago',
  'codes-per-hour': 'the codes of the hour are used',
  'codes-per-day': 'the codes of the day are used',
};

export const limitsText = (view: LimitsView): string =>
  facts({
    'Codes this hour': `${view.codesThisHour} of ${view.codesPerHour}`,
    'Codes in 24 hours': `${view.codesToday} of ${view.codesPerDay}`,
    'Another start':
      view.noCodeUntil === null
        ? 'brings a code'
        : `brings no code until ${view.noCodeUntil}: ${REASONS[view.noCodeBecause ?? ''] ?? ''}; the link in the last mail asks for one at once`,
    Guesses: `${view.guessesSinceSuccess} of ${view.guessesAllowed} used or reserved since the last success${
      view.linkOnly ? '; codes work through the link in their mail alone' : ''
    }`,
    ...Object.fromEntries(
      view.mails.map(({ address, thisHour, perHour }, index) => [
        view.mails.length === 1 ? 'Mails this hour' : `Mails this hour ${index + 1}`,
        `${thisHour} of ${perHour} to ${address}`,
      ]),
    ),
    Logins:
      view.loginsDelayedUntil === null
        ? `not delayed; ${view.failedLoginsInARow} failed in a row`
        : `refused until ${view.loginsDelayedUntil}, after ${view.failedLoginsInARow} failed in a row`,
  });

import { outstandingKeys } from '../../functions/domain/account-budget.ts';
import { fromEpochSeconds } from '../../functions/domain/moment.ts';
import { budgetOf, type LimitsView, limitsOf, limitsText } from './account-limits.ts';
import type { Arguments } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { addressError, userIdError } from './fields.ts';
import { done, facts, refused, table, UsageError } from './outcome.ts';
import { RequestItems } from './request-items.ts';
import { type RequestView, viewOf } from './request-view.ts';
import { suppressionOf } from './suppression.ts';
import { type User, usersOf } from './user-items.ts';

/** User with everything that a caller on the telephone may ask about. Instants are ISO 8601 in UTC. */
export interface UserView {
  readonly userId: string;
  readonly status: User['status'];
  readonly addresses: readonly { readonly address: string; readonly suppressed: string }[];
  /** Last login or password change; null for never. */
  readonly provenAt: string | null;
  readonly limits: LimitsView;
  /** Requests of the last day that a code was mailed for, the newest first. */
  readonly requests: readonly RequestView[];
}

export const usersShow: Command = {
  usage: 'USERID|ADDRESS',
  summary: 'shows a user, their limits and their requests, by user ID or by address',
  details: `It shows status, addresses and whether SES suppresses them, the last login or change of the password, the limits, and
the requests of the last day that a code was mailed for. It never shows a code or a hash. An address that several users
share shows all of them.`,
  positionals: [1, 1],
  async run(context, given) {
    const named = nameOf(given);
    const users = await usersOf(context);
    const user = await users.find(named);
    const found = user !== undefined ? [user] : named.includes('@') ? await users.at(named) : [];
    if (found.length === 0)
      return refused(
        'USERID|ADDRESS',
        'there is no such user',
        'check the spelling, upper and lower case too; `users list` shows all',
      );
    const views = await Promise.all(found.map((each) => userView(context, each)));
    return done(views.map(textOf).join('\n\n'), { users: views });
  },
};

/** Returns the argument, which is a user ID or an address. */
function nameOf({ positionals: [named = ''] }: Arguments): string {
  const error = userIdError(named);
  if (error === undefined || addressError(named) === undefined) return named;
  throw new UsageError('USERID|ADDRESS', `${error.reason}; ${error.fix}`);
}

async function userView(context: Context, user: User): Promise<UserView> {
  const { clients, tables, now } = context;
  const items = new RequestItems(clients.documents, tables.resets);
  const { attemptsPerCode } = await context.settings();
  const [budget, limits, suppressed] = await Promise.all([
    budgetOf(context, user.userId),
    limitsOf(context, user),
    Promise.all(user.addresses.map((address) => suppressionOf(clients, address))),
  ]);
  const requests = await Promise.all(outstandingKeys(budget, '').map((key) => items.find(key)));
  return {
    userId: user.userId,
    status: user.status,
    addresses: user.addresses.map((address, index) => ({ address, suppressed: suppressed[index] ?? 'unknown' })),
    provenAt: user.provenAt === undefined ? null : fromEpochSeconds(user.provenAt).toISOString(),
    limits,
    requests: requests
      .filter((item) => item !== undefined)
      .map((item) => viewOf(item, now(), attemptsPerCode))
      .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)),
  };
}

function textOf(view: UserView): string {
  const text = [
    facts({
      'User ID': view.userId,
      Status: view.status,
      'Last login or change': view.provenAt ?? 'never',
    }),
    table(
      ['ADDRESS', 'SUPPRESSED BY SES'],
      view.addresses.map(({ address, suppressed }) => [address, suppressed]),
    ),
    limitsText(view.limits),
  ];
  const rows = view.requests.map(({ reference, state, expired, createdAt, mail }) => [
    reference,
    expired ? `${state} (expired)` : state,
    createdAt,
    mail,
  ]);
  return [...text, ...(rows.length > 0 ? [table(['REQUEST', 'STATE', 'CREATED', 'MAIL'], rows)] : [])].join('\n\n');
}

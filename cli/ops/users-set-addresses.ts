import { DynamoDbResetStore } from '../../functions/adapters/dynamodb/reset-store.ts';
import { digest, randomToken } from '../../functions/domain/digest.ts';
import { newAddressNotice } from '../../functions/domain/notice-steps.ts';
import { policyName } from '../../lib/stage-names.ts';
import type { Command, Context } from './command.ts';
import { addressesError } from './fields.ts';
import { subjectOf } from './orders.ts';
import { done, refused, UsageError } from './outcome.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { noSuchUser, userIdOf } from './user-argument.ts';
import { type User, usersOf } from './user-items.ts';

export const usersSetAddresses: Command = {
  usage: 'USERID ADDRESS [ADDRESS …] [--reason TEXT]',
  summary: 'changes the addresses of a user, and tells those before by mail',
  details: `${REASON_HELP}

The addresses replace all that the user had. Codes and notices go to them alone, and codes that were mailed before stop
working. Anyone who reads the new addresses can set a password, so be sure of the user's identity first.`,
  options: REASON,
  positionals: [2, 11],
  async run(context, given) {
    const userId = userIdOf(given);
    const addresses = given.positionals.slice(1);
    const error = addressesError(addresses);
    if (error !== undefined) throw new UsageError('ADDRESS', `${error.reason}; ${error.fix}`);
    const user = await (await usersOf(context)).find(userId);
    if (user === undefined) return noSuchUser();
    const reason = await reasonOf(context, given);
    const outcome = await setAddresses(context, user, addresses, reason);
    if (outcome === 'changed-meanwhile')
      return refused('USERID', 'the addresses were changed meanwhile', 'look at them with `users show`, and try again');
    const json = { userId: user.userId, outcome };
    if (outcome === 'unchanged') return done(`Nothing to do: ${user.userId} has these addresses.`, json);
    return done(`Changed the addresses of ${user.userId}. Those before are told by mail.`, json);
  },
};

/**
 * Changes the addresses of a user. The order and the notice to the addresses before are one write, and come first: a
 * change without them cannot be.
 */
export async function setAddresses(
  context: Context,
  user: User,
  addresses: readonly string[],
  reason: string,
): Promise<'changed' | 'unchanged' | 'changed-meanwhile'> {
  const users = await usersOf(context);
  if (user.addresses.toSorted().join(' ') === addresses.toSorted().join(' ')) {
    await users.indexAddresses(user);
    return 'unchanged';
  }
  const { clients, now, tables } = context;
  const [settings, by, subject] = await Promise.all([
    context.settings(),
    clients.administrator(),
    subjectOf(context, user.userId),
  ]);
  const { userId: account, addresses: formerAddresses } = user;
  const notice = { digestOfId: digest(randomToken()), account, formerAddresses, ...subject };
  const { directory } = settings;
  await new DynamoDbResetStore(clients.documents, tables.resets, { policy: policyName(settings), directory }).create(
    newAddressNotice({ at: now(), reason }, by, notice),
  );
  return (await users.setAddresses(user, addresses)) ? 'changed' : 'changed-meanwhile';
}

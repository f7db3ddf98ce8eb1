import {
  DeleteSuppressedDestinationCommand,
  GetSuppressedDestinationCommand,
  NotFoundException,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import type { Clients } from './clients.ts';
import { errorText } from './error-text.ts';
import { addressError } from './fields.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { done, facts, type Outcome, refused, UsageError } from './outcome.ts';
import { recordOrder } from './orders.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';

interface Suppressed {
  readonly reason: string;
  readonly since: string | undefined;
}

function addressOf({ positionals: [address = ''] }: Arguments): string {
  const problem = addressError(address);
  if (problem !== undefined) throw new UsageError('ADDRESS', problem);
  return address;
}

const notSuppressed = (): Outcome =>
  refused('ADDRESS', 'is not on the suppression list of this account and region', 'SES delivers mail to it');

/** Returns undefined where the address is not on the list. */
async function find(ses: SESv2Client, address: string): Promise<Suppressed | undefined> {
  try {
    const { SuppressedDestination: found } = await ses.send(
      new GetSuppressedDestinationCommand({ EmailAddress: address }),
    );
    return found && { reason: found.Reason ?? 'UNKNOWN', since: found.LastUpdateTime?.toISOString() };
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}

/** Returns `no`, the reason for which SES suppresses an address, or why that is not known. */
export async function suppressionOf(clients: Clients, address: string): Promise<string> {
  if (clients.endpoints !== undefined && clients.endpoints.ses === undefined) return 'unknown: no "ses" is named';
  try {
    return (await find(clients.ses, address))?.reason ?? 'no';
  } catch (error) {
    return `unknown: ${errorText(error)}`;
  }
}

export const suppressionShow: Command = {
  usage: 'ADDRESS',
  summary: 'shows whether and why SES suppresses mail to an address',
  details: 'The list belongs to the account and region. It holds addresses that bounced or complained.',
  positionals: [1, 1],
  async run({ clients }, given) {
    const found = await find(clients.ses, addressOf(given));
    if (found === undefined) return notSuppressed();
    return done(facts({ Suppressed: 'yes', Reason: found.reason, Since: found.since ?? 'unknown' }), {
      suppressed: true,
      ...found,
    });
  },
};

export const suppressionClear: Command = {
  usage: 'ADDRESS [--reason TEXT]',
  summary: 'removes an address from the suppression list',
  details: `${REASON_HELP}

Clear an address only when you know that its mailbox works again: another bounce harms the sender's
reputation. After a complaint ask the owner first.`,
  options: REASON,
  positionals: [1, 1],
  async run(context, given) {
    const address = addressOf(given);
    const reason = await reasonOf(context, given);
    const { ses } = context.clients;
    const found = await find(ses, address);
    if (found === undefined) return notSuppressed();
    await recordOrder(context, 'suppression_clearance_ordered', { subject: address, reason });
    await ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress: address }));
    return done(`Cleared. It was on the list for ${found.reason}.`, { outcome: 'cleared', was: found });
  },
};

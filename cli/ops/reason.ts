import type { Arguments } from './arguments.ts';
import type { Context } from './command.ts';
import { UsageError } from './outcome.ts';

/** Option of every order. */
export const REASON = { reason: { type: 'string' } } as const;

/** Lines of an order's help about {@link REASON}. */
export const REASON_HELP = `  --reason TEXT      reason for the audit trail, 3 to 200 characters, such as a ticket's number; no code, no password`;

const WELL_FORMED = /^(?=.*\S)[^\u0000-\u001f\u007f-\u009f\u2028\u2029]{3,200}$/;

/**
 * Returns the reason of an order, and asks for it on the terminal if the command line has none.
 *
 * @throws {@link UsageError} where there is none
 */
export async function reasonOf({ ask }: Pick<Context, 'ask'>, given: Arguments): Promise<string> {
  return checkedReason(given.option('reason') ?? (await ask('Reason, for the audit trail: ')));
}

/** @throws {@link UsageError} where there is no reason, or none that auditors could read */
export function checkedReason(reason: string | undefined): string {
  if (reason === undefined) throw new UsageError('--reason', 'is missing; auditors read why an order was given');
  if (!WELL_FORMED.test(reason.trim()))
    throw new UsageError('--reason', 'must be 3 to 200 characters in one line; auditors read it');
  return reason.trim();
}

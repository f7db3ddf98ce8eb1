import type { Mailer, Message } from '../ports.ts';

/** Why a mail is not sent where the service has sent all that it may send in a day (R25). */
export const MAIL_CEILING = 'service-mail-ceiling';

type Unaddressed<Kind> = Kind extends unknown ? Omit<Kind, 'to'> : never;

/** Sends a message to each address, one mail an address, so that no recipient sees another. */
export async function mailTo(
  mailer: Mailer,
  addresses: readonly string[],
  message: Unaddressed<Message>,
): Promise<{ accepted: number; reason: string }> {
  const outcomes = await Promise.all(addresses.map((to) => mailer.send({ ...message, to })));
  const rejected = outcomes.find((outcome) => outcome.kind === 'rejected');
  return {
    accepted: outcomes.filter((outcome) => outcome.kind === 'accepted').length,
    reason: rejected?.reason ?? '',
  };
}

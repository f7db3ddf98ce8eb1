import { setTimeout as sleep } from 'node:timers/promises';

interface Mail {
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
  readonly body: { readonly text: string };
}

/** Milliseconds: a cold start of the consumer on a busy machine is part of it. */
const PATIENCE = 30_000;

/** The mails to an address whose text has all the given words, the newest last. */
async function mailsTo(inbox: string, address: string, words: readonly string[]): Promise<Mail[]> {
  const response = await fetch(`${inbox}/store`);
  const { emails } = (await response.json()) as { emails: Mail[] };
  return emails.filter(
    ({ destination, body }) => destination.to.includes(address) && words.every((word) => body.text.includes(word)),
  );
}

/** How many mails an address has. */
export const countMails = async (inbox: string, address: string): Promise<number> =>
  (await mailsTo(inbox, address, [])).length;

/** Waits for the text of the newest of more than `after` mails to an address that have all the given words. */
export async function mailText(inbox: string, address: string, words: readonly string[], after = 0): Promise<string> {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const mails = await mailsTo(inbox, address, words);
    const newest = mails.at(-1);
    if (newest !== undefined && mails.length > after) return newest.body.text;
    await sleep(100);
  }
  throw new Error(`No mail to ${address} with ${words.join(', ')} came in ${PATIENCE} ms`);
}

/** The one-time password: the only line of the mail that is a number. */
export function otpIn(text: string): string {
  const otp = /^\s*(\d{6,12})\s*$/m.exec(text)?.[1];
  if (otp === undefined) throw new Error('The mail has no line with a code');
  return otp;
}

export function reportLinkIn(text: string): string {
  const link = /\S+\/report#\S+/.exec(text)?.[0];
  if (link === undefined) throw new Error('The mail has no link to report the request');
  return link;
}

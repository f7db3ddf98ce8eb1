import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoints } from './endpoints.ts';
import { httpCall } from './http-call.ts';

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Milliseconds to wait for a mail. */
const TIMEOUT = 120_000;

/** Reads the mails that a deployment sent. */
export class Mailbox {
  /** Reads every mail, the oldest first. */
  readonly all: () => Promise<Mail[]>;

  constructor(endpoints: Pick<Endpoints, 'inbox' | 'sesMessages'>) {
    const { inbox, sesMessages } = endpoints;
    this.all = sesMessages === undefined ? () => mailsOfInbox(inbox) : () => mailsOfEmulator(sesMessages);
  }

  /** Reads the mails to an address whose text contains all the words, the oldest first. */
  async to(address: string, ...words: readonly string[]): Promise<Mail[]> {
    const mails = await this.all();
    return mails.filter(({ to, text }) => to.includes(address) && words.every((word) => text.includes(word)));
  }

  /** Waits for the first mail to an address whose text contains all the words. */
  async waitFor(address: string, ...words: readonly string[]): Promise<Mail> {
    const [mail] = await this.waitForSeveral(1, address, ...words);
    if (mail === undefined) throw new Error('waiting for one mail gave none');
    return mail;
  }

  /**
   * Waits for at least `count` mails to an address whose text contains all the words; returns them, the oldest first.
   */
  async waitForSeveral(count: number, address: string, ...words: readonly string[]): Promise<Mail[]> {
    const deadline = Date.now() + TIMEOUT;
    while (Date.now() < deadline) {
      const mails = await this.to(address, ...words);
      if (mails.length >= count) return mails;
      await sleep(50);
    }
    throw new Error(`no mail to ${address} with ${words.join(', ')} came in ${TIMEOUT} ms`);
  }
}

interface InboxMail {
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
  readonly body: { readonly text: string; readonly html: string };
}

async function mailsOfInbox(inbox: string): Promise<Mail[]> {
  const { json } = await httpCall({ method: 'GET', url: `${inbox}/store` });
  return ((json['emails'] ?? []) as InboxMail[]).map(({ destination, subject, body }) => ({
    to: destination.to,
    subject,
    text: body.text,
    html: body.html,
  }));
}

interface EmulatorMail {
  readonly To: readonly string[];
  readonly Subject: string;
  readonly BodyText: string;
  readonly BodyHtml: string;
}

/** Reads the mails by account, in the order of sending. A test's deployment is in one account. */
async function mailsOfEmulator(sesMessages: string): Promise<Mail[]> {
  const { json } = await httpCall({ method: 'GET', url: sesMessages });
  const accounts = Object.values((json['messages'] ?? {}) as Record<string, readonly EmulatorMail[]>);
  return accounts.flat().map((mail) => ({
    to: mail.To,
    subject: mail.Subject,
    // The emulator leaves the line ends of the MIME message.
    text: mail.BodyText.replaceAll('\r\n', '\n'),
    html: mail.BodyHtml.replaceAll('\r\n', '\n'),
  }));
}

/** Returns the code of a mail: the only line that is a number. */
export function otpIn({ text }: Pick<Mail, 'text'>): string {
  const otp = /^\s*(\d{6,12})\s*$/m.exec(text)?.[1];
  if (otp === undefined) throw new Error('the mail has no line with a code');
  return otp;
}

/** Returns the continuation behind the `#` of the link that opens the page of a request. */
export function continuationIn({ text }: Pick<Mail, 'text'>): string {
  const continuation = /\S+\/enter-code#continuation=([^&\s]+)/.exec(text)?.[1];
  if (continuation === undefined) throw new Error('the mail has no link to the page of its request');
  return continuation;
}

/** Returns the token behind the `#` of the "this wasn't me" link. */
export function reportTokenIn({ text }: Mail): string {
  const token = /\S+\/report(?:-change)?#(\S+)/.exec(text)?.[1];
  if (token === undefined) throw new Error('the mail has no link to report the request');
  return token;
}

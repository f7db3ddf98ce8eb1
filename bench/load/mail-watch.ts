import { setTimeout as sleep } from 'node:timers/promises';
import { httpCall } from '../../testkit/deployment/http-call.ts';

interface InboxMail {
  readonly messageId: string;
  readonly at: number;
  readonly destination: { readonly to: readonly string[] };
  readonly body: { readonly text: string };
}

export interface SeenMail {
  readonly to: readonly string[];
  readonly text: string;
}

const PAUSE = 100;
const PATIENCE = 60_000;

/** Reads only the mails that are new, for all who wait at once: the whole mailbox for each would be the load. */
export class MailWatch {
  readonly mails: SeenMail[] = [];
  readonly #url: string;
  readonly #seen = new Set<string>();
  readonly #ended = new AbortController();
  #since = 0;
  #watching: Promise<void>;

  constructor(inbox: string) {
    this.#url = inbox;
    this.#watching = this.#watch();
  }

  /** The first mail to an address that holds the word; throws after a minute. */
  async waitFor(address: string, word: string): Promise<string> {
    const deadline = Date.now() + PATIENCE;
    while (Date.now() < deadline) {
      const mail = this.mails.findLast(({ to, text }) => to.includes(address) && text.includes(word));
      if (mail !== undefined) return mail.text;
      await sleep(PAUSE);
    }
    throw new Error(`no mail to ${address} with ${word} came in ${PATIENCE} ms`);
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      const { json } = await httpCall({ method: 'GET', url: `${this.#url}/store?since=${this.#since}` });
      for (const mail of (json['emails'] ?? []) as InboxMail[]) {
        // A second's mails come again: the store counts in seconds.
        this.#since = Math.max(this.#since, Math.floor(mail.at) - 1);
        if (this.#seen.has(mail.messageId)) continue;
        this.#seen.add(mail.messageId);
        this.mails.push({ to: mail.destination.to, text: mail.body.text });
      }
      await sleep(PAUSE);
    }
  }
}

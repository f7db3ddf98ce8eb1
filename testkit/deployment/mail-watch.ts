import { setTimeout as sleep } from 'node:timers/promises';
import { httpCall } from './http-call.ts';

interface InboxMail {
  readonly destination: { readonly to: readonly string[] };
  readonly body: { readonly text: string };
}

export interface SeenMail {
  readonly to: readonly string[];
  readonly text: string;
}

const PATIENCE = 60_000;

/** Reads only new mails, for all scenarios together: the whole mailbox for each of them would be the load. */
export class MailWatch {
  readonly mails: SeenMail[] = [];
  readonly #url: string;
  readonly #pause: number;
  readonly #ended = new AbortController();
  /** Mails that the inbox had at the last look. */
  #count = 0;
  #watching: Promise<void>;

  /** @param pause milliseconds between two looks */
  constructor(inbox: string, pause = 100) {
    this.#url = inbox;
    this.#pause = pause;
    this.#watching = this.#watch();
  }

  /** The last mail to an address that has the word; throws after a minute. */
  async waitFor(address: string, word: string): Promise<string> {
    const deadline = Date.now() + PATIENCE;
    while (Date.now() < deadline) {
      const mail = this.mails.findLast(({ to, text }) => to.includes(address) && text.includes(word));
      if (mail !== undefined) return mail.text;
      await sleep(this.#pause);
    }
    throw new Error(`no mail to ${address} with ${word} came in ${PATIENCE} ms`);
  }

  async stop(): Promise<void> {
    this.#ended.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      const { json } = await httpCall({ method: 'GET', url: `${this.#url}/test/mails?after=${this.#count}` });
      const { mails, count } = json as unknown as { readonly mails: readonly InboxMail[]; readonly count: number };
      this.mails.push(...mails.map(({ destination, body }) => ({ to: destination.to, text: body.text })));
      this.#count = count;
      await sleep(this.#pause);
    }
  }
}

import type { Deployment } from './deployment.ts';
import { type Answer, httpCall } from './http-call.ts';

/** An event as the event bus carries it. */
export interface MailEvent {
  readonly account: string;
  readonly detail: {
    readonly eventType: string;
    readonly mail: { readonly tags: Readonly<Record<string, readonly string[]>>; readonly [name: string]: unknown };
    readonly [name: string]: unknown;
  };
  readonly [name: string]: unknown;
}

/** What a deployment's stand-in of SES can be told, and what it tells. */
export class MailService {
  readonly #url: string;

  constructor({ endpoints }: Deployment) {
    this.#url = endpoints.inbox;
  }

  /** From now on mails to this address come to this; `ok` ends it. */
  async setFate(to: string, mode: 'ok' | 'bounce' | 'complaint' | 'virus'): Promise<void> {
    await this.#call('POST', '/test/mode', { to, mode });
  }

  /** The events of the mails that were labelled with a request, the oldest first. */
  async eventsOf(request: string): Promise<MailEvent[]> {
    const { events } = (await this.#call('GET', '/test/events')).json as { events: MailEvent[] };
    return events.filter(({ detail }) => detail.mail.tags['request']?.[0] === request);
  }

  /** Puts an event on the event bus, whoever it says that it is from. */
  async putEvent(event: unknown): Promise<void> {
    await this.#call('POST', '/test/events', event);
  }

  /** Why an address is on the suppression list; undefined where it is not. */
  async suppression(address: string): Promise<unknown> {
    const { json } = await this.#call('GET', suppressionOf(address));
    return (json['SuppressedDestination'] as { Reason?: unknown } | undefined)?.Reason;
  }

  async clearSuppression(address: string): Promise<void> {
    await this.#call('DELETE', suppressionOf(address));
  }

  #call(method: string, path: string, body?: unknown): Promise<Answer> {
    return httpCall({ method, url: `${this.#url}${path}`, ...(body !== undefined && { body: JSON.stringify(body) }) });
  }
}

const suppressionOf = (address: string): string => `/v2/email/suppression/addresses/${encodeURIComponent(address)}`;

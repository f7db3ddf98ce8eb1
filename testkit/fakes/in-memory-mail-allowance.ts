import type { Clock, MailAllowance } from '../../functions/ports.ts';

export class InMemoryMailAllowance implements MailAllowance {
  readonly #clock: Clock;
  readonly #sent = new Map<string, number>();
  mailsPerDay: number;

  constructor(clock: Clock, mailsPerDay = 50_000) {
    this.#clock = clock;
    this.mailsPerDay = mailsPerDay;
  }

  async take(mails: number): Promise<boolean> {
    if (this.sentToday + mails > this.mailsPerDay) return false;
    await this.count(mails);
    return true;
  }

  async count(mails: number): Promise<void> {
    this.#sent.set(this.#day, this.sentToday + mails);
  }

  get sentToday(): number {
    return this.#sent.get(this.#day) ?? 0;
  }

  get #day(): string {
    return this.#clock.now().toISOString().slice(0, 10);
  }
}

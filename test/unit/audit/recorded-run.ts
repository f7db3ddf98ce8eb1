import { administrationOrder } from '../../../functions/domain/administration.ts';
import type { PublishedEvent } from '../../../functions/domain/published-event.ts';
import { type Otp, type Password, Secret } from '../../../functions/domain/secret.ts';
import { namedSubject } from '../../../functions/domain/digest.ts';
import { completeReset } from '../../../functions/use-cases/complete-reset.ts';
import { sealTrail } from '../../../functions/use-cases/seal-trail.ts';
import { publishAudit } from '../../../functions/use-cases/publish-audit.ts';
import { recordMailOutcome } from '../../../functions/use-cases/record-mail-outcome.ts';
import type { Issued } from '../../../functions/use-cases/start-reset.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { InMemoryCheckpointStore } from '../../../testkit/fakes/in-memory-checkpoint-store.ts';
import { InMemoryOrderStore } from '../../../testkit/fakes/in-memory-order-store.ts';
import { OLD_PASSWORD, rules, World } from '../../../testkit/fakes/world.ts';
import { logIn, remindUserId, startReset, verifyOtp } from '../../../testkit/fakes/calls.ts';

const HOUR = 3_600_000;

export const ADMINISTRATOR = 'arn:aws:sts::123456789012:assumed-role/Support/jane';

/** Service on the real use cases, whose audit events are kept as an auditor would read them. */
export class RecordedRun {
  readonly world = new World();
  readonly #orders = new InMemoryOrderStore();
  #mailsReported = 0;
  #sources = 0;
  #users = 0;

  /** Returns a new network. */
  source(): string {
    this.#sources += 1;
    return `203.0.${this.#sources}.10`;
  }

  /** Adds a new user. */
  user(): string {
    this.#users += 1;
    const userId = `user-${this.#users}`;
    this.world.directory.add({ userId, addresses: [`${userId}@example.com`], status: 'active' }, OLD_PASSWORD);
    return userId;
  }

  pause(seconds = 20): void {
    this.world.clock.advance(seconds);
  }

  /** Starts a reset and reports the outcome of its mail. */
  async start(userId: string, source = this.source(), became: 'delivered' | 'bounced' = 'delivered'): Promise<Issued> {
    const issued = await this.world.start(userId, source);
    await this.reportMails(became);
    this.pause();
    return issued;
  }

  async guess(issued: Issued, otp: string | undefined, source = this.source()): Promise<string | undefined> {
    const right = this.world.newestOtp().reveal();
    const wrong = right === '00000000' ? '00000001' : '00000000';
    const code = new Secret(otp ?? wrong) as Otp;
    const outcome = await verifyOtp(this.world, rules, { resetId: issued.resetId, otp: code, ...callFrom(source) });
    this.pause();
    return outcome.kind === 'verified' ? outcome.resetToken.reveal() : undefined;
  }

  /** Starts a reset, enters the code and sets a new password. Returns the outcome of the change. */
  async change(userId: string, source = this.source(), became: 'delivered' | 'bounced' = 'delivered'): Promise<string> {
    const issued = await this.start(userId, source, became);
    const token = await this.guess(issued, this.world.newestOtp().reveal(), source);
    if (token === undefined) throw new Error('the right code was refused');
    const { kind } = await completeReset(this.world, rules, {
      resetToken: new Secret(token) as Parameters<typeof completeReset>[2]['resetToken'],
      newPassword: new Secret(`a brand new password of ${userId}`) as Password,
      ...callFrom(source),
    });
    await this.world.deliver();
    return kind;
  }

  async logIn(userId: string, password: string, source = this.source()): Promise<void> {
    await logIn(this.world, rules, { userId, password: new Secret(password) as Password, ...callFrom(source) });
    this.pause();
  }

  /** Reports the outcome of all mails that were not reported before. */
  async reportMails(outcome: 'delivered' | 'bounced'): Promise<void> {
    const { mailer, clock } = this.world;
    while (this.#mailsReported < mailer.sent.length) {
      const index = this.#mailsReported++;
      const [label, mail] = [mailer.labels[index], mailer.sent[index]?.kind];
      if (label === undefined || mail === undefined) throw new Error('a mail has no label');
      const { request, recipient } = label;
      const delivery = { mail, recipient, outcome, at: Math.floor(clock.now().getTime() / 1000) };
      await recordMailOutcome(this.world, { request, messageId: `message-${index}`, delivery });
    }
  }

  async order(userId: string): Promise<void> {
    const subject = namedSubject(await this.world.subjectKeys.current(), userId);
    const order = administrationOrder('user_disable_ordered', {
      at: this.world.clock.now(),
      by: ADMINISTRATOR,
      ...subject,
    });
    const before = this.#orders.writes.at(-1);
    await this.#orders.record(order);
    const written = this.#orders.writes.at(-1);
    if (written !== undefined) await publishAudit(this.world, written, before);
  }

  /** Day without incidents: users change passwords, mistype a code or a password, or do not exist. */
  async usualDay(): Promise<void> {
    await this.change('alice');
    await this.reportMails('delivered');
    const bobs = await this.start('bob');
    await this.guess(bobs, undefined);
    await this.guess(bobs, this.world.newestOtp().reveal());
    await this.start('nobody-here');
    await this.start('carol');
    await remindUserId(this.world, rules, { email: 'dana@example.com', ...callFrom(this.source()) });
    await this.world.deliver();
    await this.logIn('dana', 'mistyped', '198.51.100.20');
    await this.logIn('dana', OLD_PASSWORD, '198.51.100.20');
    const atHome = this.source();
    for (const member of [this.user(), this.user()]) await this.change(member, atHome);
    await this.reportMails('delivered');
    await this.order('carol');
    this.pause(7200);
  }

  /** Starts without a mail's delay; for who asks for many. */
  async ask(userId: string, source: string): Promise<void> {
    await startReset(this.world, rules, { userId, ...callFrom(source) });
    await this.world.deliver();
    this.pause();
  }

  /** Everything that was told, in the order of its times. */
  async events(): Promise<readonly PublishedEvent[]> {
    const published = await this.world.publish();
    return [...published, ...this.world.audit.events].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  }

  /** The same with the checkpoints that an hourly run writes, until two hours after the last event. */
  async sealedEvents(): Promise<readonly PublishedEvent[]> {
    const events = [...(await this.events())];
    const checkpoints = new InMemoryCheckpointStore();
    const auditLogs = {
      digestsBetween: async (from: Date, until: Date) =>
        events.filter(({ at }) => at >= from.toISOString() && at < until.toISOString()).map(({ digest }) => digest),
    };
    const [start, end] = [events[0], events.at(-1)].map((event) => Date.parse(event?.at ?? ''));
    for (let now = (start ?? 0) + 1.25 * HOUR; now <= (end ?? 0) + 2 * HOUR; now += HOUR) {
      const before = checkpoints.writes.length;
      const ports = { clock: { now: () => new Date(now) }, checkpoints, auditLogs };
      await sealTrail(ports, { checkpointPeriod: HOUR / 1000 });
      for (const [index, written] of checkpoints.writes.entries()) {
        if (index < before) continue;
        await publishAudit(this.world, written, checkpoints.writes[index - 1]);
        const published = this.world.trail.events.at(-1);
        if (published !== undefined) events.push(published);
      }
    }
    return events;
  }
}

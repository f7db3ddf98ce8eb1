import type { PublishedEvent } from '../../functions/domain/published-event.ts';
import type { RequestRecord } from '../../functions/domain/reset-record.ts';
import { becamePending, deliverPending, redeliverPending } from '../../functions/use-cases/deliver-pending.ts';
import type { Issued } from '../../functions/use-cases/start-reset.ts';
import { publishAudit } from '../../functions/use-cases/publish-audit.ts';
import { FakeClock } from './fake-clock.ts';
import { InMemoryAddressLimiter } from './in-memory-address-limiter.ts';
import { InMemoryBreachedPasswords } from './in-memory-breached-passwords.ts';
import { InMemoryBudgetStore } from './in-memory-budget-store.ts';
import { InMemoryDirectory } from './in-memory-directory.ts';
import { InMemoryLoginAttemptStore } from './in-memory-login-attempt-store.ts';
import { InMemoryMailAllowance } from './in-memory-mail-allowance.ts';
import { InMemoryPeppers } from './in-memory-peppers.ts';
import { InMemoryResetStore } from './in-memory-reset-store.ts';
import { InMemorySessionStore } from './in-memory-session-store.ts';
import { InMemorySourceLimiter } from './in-memory-source-limiter.ts';
import { RecordingAuditLog } from './recording-audit-log.ts';
import { callFrom } from './caller.ts';
import { RecordingMailer } from './recording-mailer.ts';
import { startReset } from './calls.ts';

export const OLD_PASSWORD = 'correct horse battery staple';

export const rules = {
  otpDigits: 8,
  otpLifetime: 600,
  resendCooldown: 60,
  startsPerSourcePerHour: 20,
  attemptsPerCode: 5,
  codesPerHour: 3,
  codesPerDay: 10,
  guessesSinceSuccess: 100,
  mailsPerAddressPerHour: 10,
  resetTokenLifetime: 600,
  password: { minimumLength: 15 },
  productName: 'Example',
  recordRetention: 604_800,
  loginsPerSourcePerHour: 100,
  sessionLifetime: 3600,
};

/** All ports as fakes, with the demo users. A test calls the work of the table's stream itself. */
export class World {
  readonly clock = new FakeClock();
  readonly resets = new InMemoryResetStore();
  readonly budgets = new InMemoryBudgetStore();
  readonly limiter = new InMemorySourceLimiter(this.clock);
  readonly loginAttempts = new InMemoryLoginAttemptStore();
  readonly pause = () => new Promise((resume) => setImmediate(resume));
  readonly peppers = new InMemoryPeppers();
  readonly subjectKeys = new InMemoryPeppers();
  readonly macKeys = new InMemoryPeppers();
  readonly build = 'build';
  readonly directory = new InMemoryDirectory(this.clock);
  readonly credentials = this.directory;
  readonly sessions = new InMemorySessionStore();
  readonly breached = new InMemoryBreachedPasswords();
  readonly allowance = new InMemoryMailAllowance(this.clock);
  readonly addresses = new InMemoryAddressLimiter(this.clock);
  readonly mailer = new RecordingMailer();
  readonly audit = new RecordingAuditLog();
  readonly trail = new RecordingAuditLog();
  #delivered = 0;
  readonly #before = new Map<string, RequestRecord>();

  constructor() {
    const user = (userId: string, addresses: string[], status: 'active' | 'disabled' | 'unverified' = 'active') =>
      this.directory.add({ userId, addresses, status }, OLD_PASSWORD);
    user('alice', ['alice@example.com']);
    user('bob', ['bob@example.com', 'bob.builder@example.net']);
    user('carol', ['carol@example.com'], 'disabled');
    user('dana', ['dana@example.com']);
    user('dana.admin', ['Dana@example.com']);
    user('erin', ['erin@example.com'], 'unverified');
  }

  /** Delivers what is pending for the writes since the last call, in their order. */
  async deliver(): Promise<void> {
    while (this.#delivered < this.resets.writes.length) {
      const record = this.resets.writes[this.#delivered++] as RequestRecord;
      const before = this.#before.get(record.key);
      this.#before.set(record.key, record);
      if (becamePending(record, before)) await deliverPending(this, rules, record);
    }
  }

  redeliver() {
    return redeliverPending(this, rules);
  }

  /** Starts a reset from a source and delivers its mail. */
  async start(userId: string, source = '198.51.100.7'): Promise<Issued> {
    const outcome = await startReset(this, rules, { userId, ...callFrom(source) });
    if (outcome.kind !== 'issued') throw new Error(`start: ${outcome.kind}`);
    await this.deliver();
    return outcome;
  }

  /** Returns the code of the newest OTP mail. */
  newestOtp() {
    const mail = this.mailer.of('otp').at(-1);
    if (mail === undefined) throw new Error('no code was mailed');
    return mail.otp;
  }

  /** Publishes every write, as the table's stream does through the audit consumer. */
  async publish(): Promise<readonly PublishedEvent[]> {
    const before = new Map<string, RequestRecord>();
    for (const record of this.resets.writes) {
      await publishAudit(this, record, before.get(record.key));
      before.set(record.key, record);
    }
    return this.trail.events;
  }

  /** Returns the record of the newest write. */
  newest(): RequestRecord {
    const record = this.resets.writes.at(-1);
    if (record === undefined) throw new Error('nothing was written');
    return this.resets.records.get(record.key) ?? record;
  }
}

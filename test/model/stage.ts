import { accountOf, type RequestRecord, type ResetRecord } from '../../functions/domain/reset-record.ts';
import { accountDigest } from '../../functions/domain/account.ts';
import { type Continuation, type Otp, type ResetId, type ResetToken, Secret } from '../../functions/domain/secret.ts';
import type { MailLabel, Message, PasswordChange } from '../../functions/ports.ts';
import { rules, World } from '../../testkit/fakes/world.ts';
import { inTurns, Turns } from './turns.ts';

/** Small budgets, so that short scripts use them up. */
export const modelRules = { ...rules, codesPerDay: 5, guessesSinceSuccess: 30, startsPerSourcePerHour: 1000 };

/** Mailed code, with its time in epoch seconds. */
export interface SentCode {
  readonly at: number;
  readonly account: string;
  readonly reference: string;
  /** Identifies the issue: no two issues of a request have the same expiry. */
  readonly expiresAt: number;
  readonly otp: string;
  readonly continuation: Continuation;
}

/** Values that the users of a script hold for one request. */
export interface Started {
  readonly resetId: ResetId;
  readonly reference: string;
  readonly key: string;
}

/** Password that the directory set for a record, with the time. */
export interface Change {
  readonly changeId: string;
  readonly account: string;
}

/**
 * All ports as fakes that take turns, and a log of everything that left the service, kept apart from its own records.
 */
export class Stage {
  readonly world = new World();
  readonly turns = new Turns();
  readonly started: Started[] = [];
  readonly tokens: { readonly token: ResetToken; readonly key: string }[] = [];
  readonly sentCodes: SentCode[] = [];
  readonly changes: Change[] = [];
  /** Account and time (epoch seconds) of each proof: a login or a password change. */
  readonly proofs: { readonly account: string; readonly at: number }[] = [];
  /** Accepted codes, by the sequence that the record had just before. */
  readonly accepted: { readonly key: string; readonly reference: string; readonly otp: string }[] = [];
  /** Answered reports, with the number of writes at that time. */
  readonly reports: { readonly key: string; readonly writes: number }[] = [];
  /** Answers that reported whether a code was right. */
  readonly comparisons: { readonly key: string }[] = [];
  readonly ports;
  /** If true, the directory makes a change but then answers neither the change nor a question about its outcome. */
  lostAfterChange = false;
  /** Number of writes that the stream's consumer has read. */
  delivered = 0;

  constructor() {
    const { world, turns } = this;
    const directory = Object.create(world.directory, {
      setPassword: { value: (change: PasswordChange) => this.#setPassword(change) },
      outcomeOf: { value: (change: PasswordChange) => this.#outcomeOf(change) },
    }) as typeof world.directory;
    const mailer = { send: (message: Message, label: MailLabel) => this.#send(message, label) };
    this.ports = Object.assign({}, world, {
      resets: inTurns(world.resets, turns),
      budgets: inTurns(world.budgets, turns),
      allowance: inTurns(world.allowance, turns),
      peppers: inTurns(world.peppers, turns),
      directory: inTurns(bound(world.directory, directory), turns),
      mailer: inTurns(mailer, turns),
    });
  }

  get now(): number {
    return Math.floor(this.world.clock.now().getTime() / 1000);
  }

  get writes(): readonly RequestRecord[] {
    return this.world.resets.writes;
  }

  /** Stored record of a request. */
  record(key: string): ResetRecord {
    const record = this.world.resets.records.get(key);
    if (record?.kind !== 'reset') throw new Error('no such request');
    return record;
  }

  /** Code that was mailed last for a record. */
  livingCode(record: ResetRecord): Otp | undefined {
    const sent = this.sentCodes.findLast(
      ({ reference, expiresAt }) => reference === record.reference && expiresAt === record.codeExpiresAt,
    );
    return sent && new Secret(sent.otp);
  }

  /** Token in the link of the newest mail of a request. */
  continuation({ reference }: ResetRecord): Continuation | undefined {
    return this.sentCodes.findLast((sent) => sent.reference === reference)?.continuation;
  }

  /** Whether the account is as it was when the code of a record was mailed. */
  async isAsMailed(record: ResetRecord): Promise<boolean> {
    const { subjectKey = '', accountDigest: mailed } = record;
    const now = await this.world.directory.findByUserId(accountOf(record) ?? '');
    const key = await this.world.subjectKeys.version(subjectKey);
    return now !== undefined && key !== undefined && accountDigest(key, now) === mailed;
  }

  async #setPassword(change: PasswordChange) {
    const { directory } = this.world;
    const before = await directory.sessionGeneration(change.account);
    try {
      return await directory.setPassword(change);
    } finally {
      if ((await directory.sessionGeneration(change.account)) !== before) {
        this.changes.push({ changeId: change.changeId, account: change.account });
        this.proofs.push({ account: change.account, at: this.now });
      }
    }
  }

  async #outcomeOf(change: PasswordChange) {
    if (this.lostAfterChange) throw new Error('no answer');
    return this.world.directory.outcomeOf(change);
  }

  async #send(message: Message, label: MailLabel) {
    const outcome = await this.world.mailer.send(message, label);
    if (message.kind === 'otp') {
      this.sentCodes.push({
        at: this.now,
        account: message.to.slice(0, message.to.search(/[.@]/)),
        reference: message.reference,
        expiresAt: message.expiresAt.getTime() / 1000,
        otp: message.otp.reveal(),
        continuation: message.continuation,
      });
    }
    return outcome;
  }
}

/** Binds the directory's methods to the directory, except the replaced ones. */
function bound<Port extends object>(port: Port, replaced: Port): Port {
  return new Proxy(port, {
    get(target, name) {
      if (Object.hasOwn(replaced, name)) return Reflect.get(replaced, name) as unknown;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

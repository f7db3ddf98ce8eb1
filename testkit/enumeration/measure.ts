import { setTimeout as sleep } from 'node:timers/promises';
import { type OperationId, operationOf } from '../../functions/operations/index.ts';
import { inTurns } from '../deployment/burst.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { quiet } from '../deployment/quiet.ts';
import { ownSource } from '../deployment/sources.ts';
import { StoredItems } from '../deployment/stored-items.ts';
import { shapeOf } from './answer-shape.ts';
import { seededRandom, shuffled } from '../measuring/statistics.ts';
import { addressOf, type Kind, type Range, userIdOf } from './subjects.ts';
import { type TimedAnswer, TimedConnection } from './timed-connection.ts';

/** Measured steps, each with the one status that it must answer. */
export const STEPS = {
  'start-reset': { operation: 'start-reset', status: 202 },
  'resend-otp, inside the cooldown': { operation: 'resend-otp', status: 429 },
  'verify-otp, wrong code': { operation: 'verify-otp', status: 400 },
  'remind-user-id': { operation: 'remind-user-id', status: 202 },
  'log-in, wrong password': { operation: 'log-in', status: 401 },
  'resend-otp, after the cooldown': { operation: 'resend-otp', status: 202 },
} as const satisfies Record<string, { operation: OperationId; status: number }>;

export type Step = keyof typeof STEPS;
export const STEP_NAMES = Object.keys(STEPS) as Step[];

export interface Sample {
  readonly step: Step;
  readonly kind: Kind;
  readonly milliseconds: number;
  readonly shape: string;
}

export interface MeasureOptions {
  /** The others are compared with the first. */
  readonly kinds: readonly Kind[];
  /** Calls of each kind at each step. */
  readonly calls: number;
  /** Calls of each kind in one block. A block goes through its steps before the next begins. */
  readonly callsInBlock: number;
  readonly range: Range;
  /** Index in the range of the first user ID; the range is repeated where there are more calls than user IDs. */
  readonly firstIndex: number;
  readonly steps: readonly Step[];
  /** Calls under way at once, on a connection each; 1 if left out. */
  readonly atOnce?: number;
  /** Milliseconds after a call that leaves work behind the stream. */
  readonly pause: number;
  /** Epoch milliseconds: no block begins that would end later, judged by the longest block before it. */
  readonly deadline?: number;
  readonly seed: number;
  readonly progress?: (line: string) => void;
}

/** Far below every limit per source. */
const CALLS_PER_SOURCE = 10;
const WARM_UP_CALLS = 10;
/** Calls of the bench's own, such as those that mint tokens, under way at once. */
const PREPARED_AT_ONCE = 8;
const WRONG_OTP = '00000000';
const WRONG_PASSWORD = 'this is not the right password';
const AFTER_COOLDOWN = 'resend-otp, after the cooldown' satisfies Step;
const NEEDS_START: readonly Step[] = ['resend-otp, inside the cooldown', 'verify-otp, wrong code', AFTER_COOLDOWN];
const LEAVES_WORK: readonly OperationId[] = ['start-reset', 'resend-otp', 'remind-user-id'];

interface Subject {
  readonly kind: Kind;
  readonly userId: string;
  resetId?: string;
}

/**
 * Times every step for each kind of user ID. Within a block the order of the kinds is drawn at random: then drift,
 * the load of the machine, the other calls under way and the work that an earlier call left behind hit each kind
 * alike.
 */
export class Measurement {
  readonly #deployment: Deployment;
  readonly #options: MeasureOptions;
  readonly #random: () => number;
  readonly #samples: Sample[] = [];
  readonly #lanes: Lane[];

  constructor(deployment: Deployment, options: MeasureOptions) {
    this.#deployment = deployment;
    this.#options = options;
    this.#random = seededRandom(options.seed);
    this.#lanes = Array.from({ length: options.atOnce ?? 1 }, () => new Lane(deployment.endpoints.api));
  }

  /** @throws for an answer with another status than that of its step */
  async run(): Promise<Sample[]> {
    const { kinds, calls, callsInBlock, deadline = Number.POSITIVE_INFINITY, progress = () => {} } = this.#options;
    let longest = 0;
    try {
      await this.#block(warmUpSubjects(kinds));
      this.#samples.length = 0;
      for (let done = 0; done < calls && (done === 0 || Date.now() + longest < deadline); done += callsInBlock) {
        progress(`${done} of ${calls} calls of each kind`);
        const began = Date.now();
        await this.#block(this.#subjects(done, Math.min(callsInBlock, calls - done)));
        longest = Math.max(longest, Date.now() - began);
      }
      return this.#samples;
    } finally {
      for (const lane of this.#lanes) lane.close();
    }
  }

  #subjects(done: number, size: number): Subject[] {
    const { kinds, range, firstIndex } = this.#options;
    return Array.from({ length: size }, (_, index) => firstIndex + done + index).flatMap((index) =>
      kinds.map((kind) => ({ kind, userId: userIdOf(kind, range, index) })),
    );
  }

  async #block(subjects: readonly Subject[]): Promise<void> {
    const { steps } = this.#options;
    const needsStart = steps.some((step) => NEEDS_START.includes(step));
    for (const step of STEP_NAMES) {
      if (!steps.includes(step) && !(step === 'start-reset' && needsStart)) continue;
      if (step === AFTER_COOLDOWN) await this.#endCooldowns(subjects);
      await this.#phase(step, subjects);
    }
  }

  /** Moves the end of the cooldown into the past, in the records of all kinds alike: nothing waits for it. */
  async #endCooldowns(subjects: readonly Subject[]): Promise<void> {
    const stored = new StoredItems(this.#deployment.endpoints.dynamodb);
    await inTurns(subjects.length, PREPARED_AT_ONCE, async (index) => {
      const { resetId = '' } = subjects[index] ?? {};
      await stored.endCooldown({ resetId });
    });
  }

  async #phase(step: Step, subjects: readonly Subject[]): Promise<void> {
    const { operation } = STEPS[step];
    const action = operationOf(operation).captchaAction;
    const order = shuffled(subjects, this.#random);
    const tokens = await inTurns(order.length, PREPARED_AT_ONCE, async () =>
      action === undefined ? '' : this.#deployment.captcha(action),
    );
    let next = 0;
    await Promise.all(
      this.#lanes.map(async (lane) => {
        for (let index = next++; index < order.length; index = next++) {
          const subject = order[index];
          if (subject === undefined) return;
          const body = JSON.stringify({ ...fieldsOf(step, subject), captchaToken: tokens[index] });
          this.#keep(step, subject, await lane.timed(operationOf(operation).path, body));
          if (LEAVES_WORK.includes(operation)) await sleep(this.#options.pause);
        }
      }),
    );
    if (LEAVES_WORK.includes(operation)) await quiet(this.#deployment.endpoints.logs);
  }

  #keep(step: Step, subject: Subject, answer: TimedAnswer): void {
    if (answer.status !== STEPS[step].status)
      throw new Error(
        `${step} of ${subject.userId}: expected ${STEPS[step].status}, got ${answer.status}: ${answer.text}`,
      );
    if (step === 'start-reset') subject.resetId = (JSON.parse(answer.text) as { resetId: string }).resetId;
    this.#samples.push({ step, kind: subject.kind, milliseconds: answer.milliseconds, shape: shapeOf(answer) });
  }
}

/** One call at a time, from a new source address after each few calls. */
class Lane {
  readonly #api: string;
  #connection: TimedConnection | undefined;
  #calls = 0;

  constructor(api: string) {
    this.#api = api;
  }

  async timed(path: string, body: string): Promise<TimedAnswer> {
    if (this.#connection === undefined || this.#calls >= CALLS_PER_SOURCE) {
      this.close();
      this.#connection = new TimedConnection(this.#api, ownSource());
      this.#calls = 0;
      await this.#connection.open();
    }
    this.#calls += 1;
    return this.#connection.post(path, body);
  }

  close(): void {
    this.#connection?.close();
  }
}

/** A warm-up takes nothing from the budgets of accounts that are measured. */
const warmUpSubjects = (kinds: readonly Kind[]): Subject[] =>
  Array.from({ length: WARM_UP_CALLS }, (_, index) => index).flatMap((index) =>
    // Of its own for each kind: ten failed logins of one user ID delay the next.
    kinds.map((kind) => ({ kind, userId: `warm-${kind}-${index}` })),
  );

function fieldsOf(step: Step, { userId, resetId }: Subject): Record<string, unknown> {
  switch (STEPS[step].operation) {
    case 'start-reset':
      return { userId };
    case 'resend-otp':
      return { resetId };
    case 'verify-otp':
      return { resetId, otp: WRONG_OTP };
    case 'remind-user-id':
      return { email: addressOf(userId) };
    case 'log-in':
      return { userId, password: WRONG_PASSWORD };
  }
}

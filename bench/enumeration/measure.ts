import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type OperationId, operationOf } from '../../functions/operations/index.ts';
import type { Deployment } from '../../testkit/deployment/deployment.ts';
import { ownSource } from '../../testkit/deployment/sources.ts';
import { shapeOf } from './answer-shape.ts';
import { seededRandom, shuffled } from '../statistics.ts';
import { addressOf, type Kind, type Range, userIdOf } from './subjects.ts';
import { type TimedAnswer, TimedConnection } from './timed-connection.ts';

/** What is measured, with the one status that each has to answer. */
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
  /** The first is what the others are compared with. */
  readonly kinds: readonly Kind[];
  /** Calls of each kind at each step. */
  readonly calls: number;
  /** Calls of each kind in one block. A block goes through its steps before the next begins; what has to wait for the cooldown is measured a block later. */
  readonly callsInBlock: number;
  readonly range: Range;
  /** Counts on through the range, so that runs after each other take turns with the accounts. */
  readonly firstIndex: number;
  readonly steps: readonly Step[];
  /** Milliseconds after a call that leaves work behind the stream. */
  readonly pause: number;
  readonly seed: number;
  readonly progress?: (line: string) => void;
}

/** Far below every limit per source. */
const CALLS_PER_SOURCE = 10;
const WARM_UP_CALLS = 10;
const WRONG_OTP = '00000000';
const WRONG_PASSWORD = 'this is not the right password';
const AFTER_COOLDOWN = 'resend-otp, after the cooldown' satisfies Step;
const NEEDS_START: readonly Step[] = ['resend-otp, inside the cooldown', 'verify-otp, wrong code', AFTER_COOLDOWN];
const LEAVES_WORK: readonly OperationId[] = ['start-reset', 'resend-otp', 'remind-user-id'];

/** Milliseconds without a new log line after which nothing is under way. */
const QUIET = 400;
const LONGEST_WAIT = 60_000;
const UNSEEN_QUIET = 3000;

interface Subject {
  readonly kind: Kind;
  readonly userId: string;
  resetId?: string;
  resendAvailableAt?: number;
}

/**
 * Times every step for each kind of user ID, one call at a time. Within a block the order of the kinds is drawn at
 * random: then drift, the load of the machine and what an earlier call left behind hit each kind alike.
 */
export class Measurement {
  readonly #deployment: Deployment;
  readonly #options: MeasureOptions;
  readonly #random: () => number;
  readonly #samples: Sample[] = [];
  #connection: TimedConnection | undefined;
  #callsOnConnection = 0;

  constructor(deployment: Deployment, options: MeasureOptions) {
    this.#deployment = deployment;
    this.#options = options;
    this.#random = seededRandom(options.seed);
  }

  /** @throws for an answer that has another status than its step */
  async run(): Promise<Sample[]> {
    const { kinds, calls, callsInBlock, steps, progress = () => {} } = this.#options;
    try {
      await this.#block(warmUpSubjects(kinds), steps);
      this.#samples.length = 0;
      let cooling: Subject[] = [];
      for (let done = 0; done < calls; done += callsInBlock) {
        progress(`${done} of ${calls}`);
        const subjects = this.#subjects(done, Math.min(callsInBlock, calls - done));
        await this.#block(subjects, steps);
        await this.#afterCooldown(cooling);
        cooling = subjects;
      }
      await this.#afterCooldown(cooling);
      return this.#samples;
    } finally {
      this.#connection?.close();
    }
  }

  #subjects(done: number, size: number): Subject[] {
    const { kinds, range, firstIndex } = this.#options;
    return Array.from({ length: size }, (_, index) => firstIndex + done + index).flatMap((index) =>
      kinds.map((kind) => ({ kind, userId: userIdOf(kind, range, index) })),
    );
  }

  async #block(subjects: readonly Subject[], steps: readonly Step[]): Promise<void> {
    const needsStart = steps.some((step) => NEEDS_START.includes(step));
    for (const step of STEP_NAMES.filter((name) => name !== AFTER_COOLDOWN)) {
      if (steps.includes(step) || (step === 'start-reset' && needsStart)) await this.#phase(step, subjects);
    }
  }

  async #afterCooldown(subjects: readonly Subject[]): Promise<void> {
    if (subjects.length === 0 || !this.#options.steps.includes(AFTER_COOLDOWN)) return;
    await waitUntil(subjects);
    await this.#phase(AFTER_COOLDOWN, subjects);
  }

  async #phase(step: Step, subjects: readonly Subject[]): Promise<void> {
    const { operation } = STEPS[step];
    const action = operationOf(operation).captchaAction;
    const order = shuffled(subjects, this.#random);
    const tokens: string[] = [];
    for (const _ of order) tokens.push(action === undefined ? '' : await this.#deployment.captcha(action));
    for (const [index, subject] of order.entries()) {
      const body = JSON.stringify({ ...fieldsOf(step, subject), captchaToken: tokens[index] });
      const answer = await this.#timed(operationOf(operation).path, body);
      this.#keep(step, subject, answer);
      if (LEAVES_WORK.includes(operation)) await sleep(this.#options.pause);
    }
    if (LEAVES_WORK.includes(operation)) await quiet(this.#deployment.endpoints.logs);
  }

  async #timed(path: string, body: string): Promise<TimedAnswer> {
    if (this.#connection === undefined || this.#callsOnConnection >= CALLS_PER_SOURCE) {
      this.#connection?.close();
      this.#connection = new TimedConnection(this.#deployment.endpoints.api, ownSource());
      this.#callsOnConnection = 0;
      await this.#connection.open();
    }
    this.#callsOnConnection += 1;
    return this.#connection.post(path, body);
  }

  #keep(step: Step, subject: Subject, answer: TimedAnswer): void {
    if (answer.status !== STEPS[step].status)
      throw new Error(
        `${step} of ${subject.userId}: expected ${STEPS[step].status}, got ${answer.status}: ${answer.text}`,
      );
    if (step === 'start-reset') {
      const { resetId, resendAvailableAt } = JSON.parse(answer.text) as { resetId: string; resendAvailableAt: string };
      subject.resetId = resetId;
      subject.resendAvailableAt = Date.parse(resendAvailableAt);
    }
    this.#samples.push({ step, kind: subject.kind, milliseconds: answer.milliseconds, shape: shapeOf(answer) });
  }
}

/** A warm-up takes nothing from the budgets of accounts that are measured. */
const warmUpSubjects = (kinds: readonly Kind[]): Subject[] =>
  Array.from({ length: WARM_UP_CALLS }, (_, index) => `warm-${index}`).flatMap((userId) =>
    kinds.map((kind) => ({ kind, userId })),
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

/** Waits until the last cooldown is over; a second more, because the clock of the answers counts in whole ones. */
async function waitUntil(subjects: readonly Subject[]): Promise<void> {
  const latest = Math.max(...subjects.map(({ resendAvailableAt = 0 }) => resendAvailableAt));
  await sleep(Math.max(0, latest + 1000 - Date.now()));
}

/** Waits until what was left behind the stream is done, as the logs of the functions show it where they can be read. */
export async function quiet(logs: string | undefined): Promise<void> {
  if (logs === undefined) return sleep(UNSEEN_QUIET);
  const deadline = Date.now() + LONGEST_WAIT;
  let size = -1;
  while (Date.now() < deadline) {
    const now = readdirSync(logs).reduce((sum, name) => sum + statSync(join(logs, name)).size, 0);
    if (now === size) return;
    size = now;
    await sleep(QUIET);
  }
}

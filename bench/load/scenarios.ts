import { setTimeout as sleep } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';
import { digest } from '../../functions/domain/digest.ts';
import { type OperationId, operationOf } from '../../functions/operations/index.ts';
import type { Deployment, Started } from '../../testkit/deployment/deployment.ts';
import type { Answer } from '../../testkit/deployment/http-call.ts';
import { otpIn } from '../../testkit/deployment/mailbox.ts';
import type { Ledger } from './ledger.ts';
import type { MailWatch } from '../../testkit/deployment/mail-watch.ts';

/** Starts and reminders of one source address in an hour: the limit is met in one scenario alone. */
export const STARTS_PER_SOURCE = 5;

const NEW_PASSWORD = 'twelve paper boats on the canal';

/** More than the five guesses that are compared. */
const GUESSES_AT_ONCE = 8;
const STARTS_OVER_LIMIT = 2;

interface Accepted {
  readonly started: Started;
  readonly request: string;
  readonly address: string;
  readonly from: string;
}

const isWrong = (otp: string): string => (otp === '00000000' ? '00000001' : '00000000');

/** Scenarios of users and attackers, each with a user and a source address of its own. */
export class Scenarios {
  readonly #deployment: Deployment;
  readonly #ledger: Ledger;
  readonly #mails: MailWatch;
  readonly #users: number;
  #user = 0;
  #source = 0;

  constructor(deployment: Deployment, ledger: Ledger, mails: MailWatch, users: number) {
    this.#deployment = deployment;
    this.#ledger = ledger;
    this.#mails = mails;
    this.#users = users;
  }

  /** Repeated in this order. */
  readonly mix: readonly (() => Promise<void>)[] = [
    () => this.journey(),
    () => this.journey(),
    () => this.journey(),
    () => this.startForNobody(),
    () => this.reminder(),
    () => this.wrongCodes(),
    () => this.journey(),
    () => this.replays(),
    () => this.parallelGuesses(),
    () => this.overLimit(),
  ];

  async journey(): Promise<void> {
    await this.#reset(await this.#mailed());
  }

  async startForNobody(): Promise<void> {
    const from = this.#nextSource();
    const { resetId } = await this.#start(`nobody-${from}`, from);
    this.#expect('verify-otp', 400, await this.#verify(resetId, '00000000', from));
  }

  async reminder(): Promise<void> {
    const userId = this.#nextUser();
    const from = this.#nextSource();
    const email = `${userId}@example.com`;
    const answer = await this.#call('remind-user-id', { email }, from);
    if (this.#expect('remind-user-id', 202, answer)) this.#ledger.reminded.push(email);
  }

  async wrongCodes(): Promise<void> {
    const accepted = await this.#mailed();
    const { started, from } = accepted;
    const wrong = isWrong(await this.#otpOf(accepted));
    for (let guess = 0; guess < 2; guess += 1)
      this.#expect('verify-otp', 400, await this.#verify(started.resetId, wrong, from));
    await this.#reset(accepted);
  }

  async replays(): Promise<void> {
    const accepted = await this.#mailed();
    const { otp, resetToken } = await this.#reset(accepted);
    const { started, from } = accepted;
    this.#expect('verify-otp', 400, await this.#verify(started.resetId, otp, from));
    this.#expect('complete-reset', 400, await this.#complete(resetToken, `${NEW_PASSWORD} again`, from));
  }

  async parallelGuesses(): Promise<void> {
    const { started, from } = await this.#mailed();
    const guesses = Array.from({ length: GUESSES_AT_ONCE }, () => this.#verify(started.resetId, '00000000', from));
    for (const guess of await Promise.all(guesses)) this.#expect('verify-otp', 400, guess);
  }

  async overLimit(): Promise<void> {
    const from = this.#nextSource();
    for (let count = 0; count < STARTS_PER_SOURCE; count += 1) await this.#start(`nobody-${from}-${count}`, from);
    for (let count = 0; count < STARTS_OVER_LIMIT; count += 1)
      this.#expect('start-reset', 429, await this.#call('start-reset', { userId: `nobody-${from}` }, from));
  }

  async #mailed(): Promise<Accepted> {
    const userId = this.#nextUser();
    const from = this.#nextSource();
    const address = `${userId}@example.com`;
    const started = await this.#start(userId, from, address);
    const accepted = { started, request: digest(started.resetId), address, from };
    await this.#otpOf(accepted);
    return accepted;
  }

  async #otpOf({ address, started }: Accepted): Promise<string> {
    const text = await this.#mails.waitFor(address, started.reference);
    return otpIn({ text });
  }

  /** Enters the code, sets a new password and logs in with it. */
  async #reset(accepted: Accepted): Promise<{ otp: string; resetToken: string }> {
    const { started, request, address, from } = accepted;
    const otp = await this.#otpOf(accepted);
    let verified = await this.#verify(started.resetId, otp, from);
    // The mail arrives a moment before it is recorded; until then no code is right. A user types more slowly.
    if (verified.status === 400) {
      await sleep(500);
      verified = await this.#verify(started.resetId, otp, from);
    }
    if (!this.#expect('verify-otp', 200, verified)) return { otp, resetToken: '' };
    const resetToken = String(verified.json['resetToken']);
    if (!this.#expect('complete-reset', 200, await this.#complete(resetToken, NEW_PASSWORD, from)))
      return { otp, resetToken };
    const userId = address.slice(0, address.indexOf('@'));
    const login = await this.#call('log-in', { userId, password: NEW_PASSWORD }, from);
    const loggedIn = this.#expect('log-in', 201, login);
    this.#ledger.changes.push({ request, reference: started.reference, address, loggedIn });
    return { otp, resetToken };
  }

  async #start(userId: string, from: string, address?: string): Promise<Started> {
    const answer = await this.#call('start-reset', { userId }, from);
    if (!this.#expect('start-reset', 202, answer)) throw new Error('a start was not accepted');
    const started = answer.json as unknown as Started;
    this.#ledger.starts.push({ request: digest(started.resetId), reference: started.reference, address });
    return started;
  }

  #verify(resetId: string, otp: string, from: string): Promise<Answer> {
    return this.#call('verify-otp', { resetId, otp }, from);
  }

  #complete(resetToken: string, newPassword: string, from: string): Promise<Answer> {
    return this.#call('complete-reset', { resetToken, newPassword, confirmPassword: newPassword }, from);
  }

  /** Times the step alone, without the captcha token. */
  async #call(step: OperationId, fields: Record<string, unknown>, from: string): Promise<Answer> {
    const { captchaAction } = operationOf(step);
    const captchaToken = captchaAction && (await this.#deployment.captcha(captchaAction));
    const begun = performance.now();
    const answer = await this.#deployment.send(step, { captchaToken, ...fields }, { from });
    const { code } = answer.json;
    const problem = typeof code === 'string' ? code : undefined;
    this.#ledger.calls.push({ step, took: performance.now() - begun, status: answer.status, problem });
    return answer;
  }

  #expect(step: OperationId, status: number, answer: Answer): boolean {
    if (answer.status === status) return true;
    this.#ledger.errors.push(`${step}: ${answer.status} in place of ${status}: ${answer.text}`);
    return false;
  }

  #nextUser(): string {
    this.#user += 1;
    if (this.#user > this.#users)
      throw new Error(`all ${this.#users} users are used: start the bench with more --users`);
    return `user-${String(this.#user).padStart(4, '0')}`;
  }

  #nextSource(): string {
    const number = (this.#source += 1);
    return `127.${1 + (number >> 15)}.${(number >> 7) & 255}.${1 + (number & 127)}`;
  }
}

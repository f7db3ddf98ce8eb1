import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CaptchaAction, type OperationId, operationOf } from '../../functions/operations/index.ts';
import { type Endpoints, readEndpoints } from './endpoints.ts';
import { type Answer, httpCall } from './http-call.ts';
import { continuationIn, type Mail, Mailbox, otpIn } from './mailbox.ts';
import { StoredItems } from './stored-items.ts';

/** Milliseconds. */
const RECORDED_WITHIN = 3000;

/** Milliseconds: the redelivery settles an interrupted change within four minutes. */
const SETTLED_WITHIN = 240_000;

export interface CallOptions {
  /** The loopback address to call from; see `Call.from`. */
  readonly from?: string;
  readonly headers?: Record<string, string>;
  /** Host to call: the API's own, or that of the pages, which passes calls on. Default: `api`. */
  readonly at?: 'api' | 'site';
}

/** Path of the API on the host of the pages. */
const API_PATH = '/v1';

/** Properties of a minted captcha token, which the service treats like the token of a ticked box. */
export interface TokenOptions {
  readonly hostname?: string;
  readonly score?: number;
  readonly siteKey?: string;
  /** Age of the token in seconds. */
  readonly ageSeconds?: number;
}

/** A started request, as the page knows it. */
export interface Started {
  readonly resetId: string;
  readonly reference: string;
  readonly expiresAt: string;
  readonly resendAvailableAt: string;
}

/** Driver of a running deployment, over HTTP. */
export class Deployment {
  readonly endpoints: Endpoints;
  readonly mailbox: Mailbox;
  #stored?: StoredItems;

  constructor(endpoints = readEndpoints()) {
    this.endpoints = endpoints;
    this.mailbox = new Mailbox(endpoints);
  }

  /** URL of the API on the host of the pages, where they call it. */
  get siteApi(): string {
    return this.endpoints.site + API_PATH;
  }

  /** Mints a captcha token. */
  async captcha(action: CaptchaAction, options: TokenOptions = {}): Promise<string> {
    const hostname = new URL(this.endpoints.site).hostname;
    const { json } = await httpCall({
      method: 'POST',
      url: `${this.endpoints.recaptcha}/recaptcha/test/token`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ action, hostname, ...options }),
    });
    return String(json['token']);
  }

  /** Calls an operation with exactly this body. */
  send(operationId: OperationId, body: unknown, { from, headers = {}, at }: CallOptions = {}): Promise<Answer> {
    const { method, path } = operationOf(operationId);
    return httpCall({
      method,
      url: `${at === 'site' ? this.siteApi : this.endpoints.api}${path}`,
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      from,
    });
  }

  /** Calls an operation as a page does, with a fresh captcha token if the operation needs one. */
  async call(
    operationId: OperationId,
    fields: Record<string, unknown> = {},
    options: CallOptions = {},
  ): Promise<Answer> {
    const { captchaAction, request } = operationOf(operationId);
    if (request === undefined) return this.send(operationId, undefined, options);
    const captchaToken = captchaAction && (await this.captcha(captchaAction));
    return this.send(operationId, { ...(captchaToken && { captchaToken }), ...fields }, options);
  }

  async start(userId: string, options: CallOptions = {}): Promise<Started> {
    return expecting(202, await this.call('start-reset', { userId }, options)).json as unknown as Started;
  }

  /** Waits for the code that is mailed for a request. */
  async otpOf(started: Started, address: string): Promise<string> {
    const mail = await this.mailbox.waitFor(address, started.reference);
    await this.#recorded(started);
    return otpIn(mail);
  }

  /**
   * Waits for the record of a mail that has arrived. A program can be faster than that record, and then its right code
   * is refused. Where faults keep the record away, the wait ends.
   */
  async #recorded(started: Started): Promise<void> {
    if (this.endpoints.dynamodb === undefined) return;
    this.#stored ??= new StoredItems(this.endpoints.dynamodb, this.endpoints.stage);
    await this.#stored.settledWithin(RECORDED_WITHIN, started).catch(() => undefined);
  }

  /** Waits until `count` codes were mailed for a request; returns them, the oldest first. */
  async otpsOf({ reference }: Started, address: string, count: number): Promise<string[]> {
    return (await this.mailbox.waitForSeveral(count, address, reference)).map(otpIn);
  }

  resend({ resetId }: Pick<Started, 'resetId'>, options: CallOptions = {}): Promise<Answer> {
    return this.call('resend-otp', { resetId }, options);
  }

  verify({ resetId }: Pick<Started, 'resetId'>, otp: string, options: CallOptions = {}): Promise<Answer> {
    return this.call('verify-otp', { resetId, otp }, options);
  }

  /** Starts a request, reads the mail and enters the code; returns the reset token. */
  async verifiedToken(userId: string, address: string, options: CallOptions = {}): Promise<string> {
    const started = await this.start(userId, options);
    const answer = await this.verify(started, await this.otpOf(started, address), options);
    return String(expecting(200, answer).json['resetToken']);
  }

  /** Enters a code by the link in its mail. */
  verifyByMail(mail: Mail, otp = otpIn(mail), options: CallOptions = {}): Promise<Answer> {
    return this.call('verify-otp', { continuation: continuationIn(mail), otp }, options);
  }

  /** Asks for another code by the link in a mail. */
  async resendByMail(mail: Mail, options: CallOptions = {}): Promise<Started> {
    const answer = await this.call('resend-otp', { continuation: continuationIn(mail) }, options);
    return expecting(202, answer).json as unknown as Started;
  }

  /**
   * Sets a password, and repeats the call while its outcome is not known, as a page does: a busy directory may answer
   * late.
   */
  async completed(resetToken: string, newPassword: string, options: CallOptions = {}): Promise<Answer> {
    const idempotencyKey = randomUUID();
    const fields = { resetToken, newPassword, confirmPassword: newPassword, idempotencyKey };
    const deadline = Date.now() + SETTLED_WITHIN;
    for (;;) {
      const answer = await this.call('complete-reset', fields, options);
      if (answer.status < 500 || Date.now() > deadline) return expecting(200, answer);
      await sleep(1000);
    }
  }

  complete(resetToken: string, newPassword: string, options: CallOptions = {}): Promise<Answer> {
    return this.call('complete-reset', { resetToken, newPassword, confirmPassword: newPassword }, options);
  }

  whoAmI(sessionToken: unknown): Promise<Answer> {
    if (this.endpoints.directory !== undefined) return this.#directory('/test/sessions/current', { sessionToken });
    return this.call('who-am-i', {}, { headers: { Authorization: `Bearer ${String(sessionToken)}` } });
  }

  /** @param deviceToken of an earlier login on the same device */
  logIn(userId: string, password: string, options: CallOptions = {}, deviceToken?: unknown): Promise<Answer> {
    if (this.endpoints.directory !== undefined) return this.#directory('/test/sessions', { userId, password });
    return this.call('log-in', { userId, password, deviceToken }, options);
  }

  /** Adds an account to a directory other than the built-in one. */
  putAccount(account: { userId: string; addresses: string[]; status: string }): Promise<Answer> {
    return this.#directory('/test/users', { ...account, password: 'none' });
  }

  #directory(path: string, body: object): Promise<Answer> {
    const headers = { 'Content-Type': 'application/json' };
    return httpCall({ method: 'POST', url: `${this.endpoints.directory}${path}`, headers, body: JSON.stringify(body) });
  }
}

/** Returns the answer if it has the status; otherwise throws an error that shows the answer. */
export function expecting(status: number, answer: Answer): Answer {
  if (answer.status === status) return answer;
  throw new Error(`expected ${status}, got ${answer.status}: ${answer.text}`);
}

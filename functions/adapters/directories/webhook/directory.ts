import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { epochSeconds } from '../../../domain/time.ts';
import type { Account, Clock, PasswordChange, PasswordChangeOutcome, UserDirectory } from '../../../ports.ts';
import {
  type WebhookAnswer,
  type WebhookCallName,
  type WebhookRequest,
  webhookCalls,
  webhookHeaders,
  webhookPath,
} from './contract.ts';
import { CircuitBreaker } from '../../circuit-breaker.ts';
import type { AddressGuard } from './address-guard.ts';
import { answerOf, namesUnknownKey } from './answer.ts';
import { exchange } from './exchange.ts';
import { WebhookError } from './error.ts';
import { type SigningKey, signRequest } from './signature.ts';

/** After five outages within a minute, one call in ten seconds tries. */
const BREAKER = { outages: 5, window: 60, pause: 10 };

/** Milliseconds for one try; a receiver hashes a password meanwhile. */
const TRY = 3000;

/** Milliseconds before the second try. */
const PAUSE = { least: 50, most: 250 };

/** The key that signs, and the one before it while a receiver may not know the new one yet. */
export interface SigningKeys {
  current(): Promise<SigningKey>;
  previous(): Promise<SigningKey | undefined>;
  /** Reads the keys again at the next question. */
  forget(): void;
}

export interface WebhookDirectoryParts {
  /** Where the paths of the contract begin, without a slash at the end. */
  readonly url: string;
  readonly keys: SigningKeys;
  readonly guard: AddressGuard;
  readonly clock: Clock;
  /** Returns a signal that aborts after so many milliseconds; `AbortSignal.timeout` if left out. */
  readonly timeout?: (milliseconds: number) => AbortSignal;
}

/**
 * A customer's own directory behind HTTPS. Every call is signed and so is every answer; what is not agreed is a error and never an
 * outcome. All four calls may be repeated: three only read, and a change is known by its ID.
 */
export class WebhookDirectory implements UserDirectory {
  readonly endsSessions = true;
  readonly #parts: WebhookDirectoryParts;
  readonly #breaker: CircuitBreaker;
  readonly #timeout: (milliseconds: number) => AbortSignal;

  /** @throws where the URL is neither HTTPS nor HTTP to an address of the loopback interface */
  constructor(parts: WebhookDirectoryParts) {
    if (!/^(https:\/\/|http:\/\/(127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$))/.test(parts.url))
      throw new Error('the URL of the webhook directory must begin with https://');
    this.#parts = parts;
    this.#timeout = parts.timeout ?? ((milliseconds) => AbortSignal.timeout(milliseconds));
    this.#breaker = new CircuitBreaker(parts.clock, BREAKER);
  }

  async findByUserId(userId: string): Promise<Account | undefined> {
    const { account } = await this.#ask('find-by-user-id', { userId });
    return account ?? undefined;
  }

  async findByAddress(address: string): Promise<Account[]> {
    const { accounts } = await this.#ask('find-by-address', { address });
    return accounts;
  }

  async setPassword({ account, password, changeId }: PasswordChange): Promise<PasswordChangeOutcome> {
    const answer = await this.#ask('set-password', { account, password: password.reveal(), changeId });
    return answer.outcome === 'refused' ? { kind: 'refused', reasons: answer.reasons } : { kind: answer.outcome };
  }

  async outcomeOf({ account, changeId }: Omit<PasswordChange, 'password'>): Promise<'changed' | 'not-changed'> {
    const { outcome } = await this.#ask('outcome-of', { account, changeId });
    return outcome;
  }

  async #ask<Name extends WebhookCallName>(name: Name, request: WebhookRequest<Name>): Promise<WebhookAnswer<Name>> {
    if (!this.#breaker.admits()) throw new WebhookError('circuit-open');
    try {
      const answer = await this.#askTwice(name, request);
      this.#breaker.answered();
      return answer;
    } catch (error) {
      if (error instanceof WebhookError) this.#report(error);
      throw error;
    }
  }

  #report(error: WebhookError): void {
    if (error.isOutage) return this.#breaker.failed();
    return this.#breaker.answered();
  }

  /** The second time after an outage, if there is time left. */
  async #askTwice<Name extends WebhookCallName>(
    name: Name,
    request: WebhookRequest<Name>,
  ): Promise<WebhookAnswer<Name>> {
    const deadline = this.#timeout(webhookCalls[name].timeout);
    try {
      return await this.#askOnce(name, request, deadline);
    } catch (error) {
      if (!(error instanceof WebhookError) || !error.isOutage) throw error;
      await wait(randomInt(PAUSE.least, PAUSE.most));
      if (deadline.aborted) throw error;
      return this.#askOnce(name, request, deadline);
    }
  }

  async #askOnce<Name extends WebhookCallName>(
    name: Name,
    request: WebhookRequest<Name>,
    deadline: AbortSignal,
  ): Promise<WebhookAnswer<Name>> {
    const signal = AbortSignal.any([deadline, this.#timeout(TRY)]);
    for await (const key of this.#keysToTry()) {
      const { nonce, answer } = await this.#send(name, request, key, signal);
      if (!namesUnknownKey(answer)) return answerOf(name, answer, key, nonce);
    }
    throw new WebhookError('unknown-key');
  }

  /** Asked for another key after the first, it reads again: a rotation may have passed this function by. */
  async *#keysToTry(): AsyncGenerator<SigningKey> {
    const { keys } = this.#parts;
    const first = await keys.current();
    yield first;
    keys.forget();
    for (const other of [await keys.current(), await keys.previous()])
      if (other !== undefined && other.version !== first.version) yield other;
  }

  async #send(name: WebhookCallName, request: WebhookRequest<WebhookCallName>, key: SigningKey, signal: AbortSignal) {
    const { url: base, guard, clock } = this.#parts;
    const url = new URL(`${base}${webhookPath(name)}`);
    const body = Buffer.from(JSON.stringify(request));
    const nonce = randomBytes(16).toString('base64url');
    const timestamp = epochSeconds(clock.now());
    const signed = { keyId: key.version, timestamp, nonce, method: 'POST', path: url.pathname, body };
    const headers = {
      accept: 'application/json',
      'accept-encoding': 'identity',
      'content-type': 'application/json',
      'content-length': String(body.length),
      'user-agent': 'serverless-password-reset',
      [webhookHeaders.keyId]: key.version,
      [webhookHeaders.timestamp]: String(timestamp),
      [webhookHeaders.nonce]: nonce,
      [webhookHeaders.signature]: signRequest(key.key, signed),
      ...('password' in request && { [webhookHeaders.idempotencyKey]: request.changeId }),
    };
    return { nonce, answer: await exchange(url, { headers, body }, guard, signal) };
  }
}

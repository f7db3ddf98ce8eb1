import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { epochSeconds } from '../../../domain/moment.ts';
import { type Account, usableAddresses } from '../../../domain/account.ts';
import { writtenForms } from '../../../domain/address.ts';
import type { Clock, PasswordChange, PasswordChangeOutcome, UserDirectory } from '../../../ports.ts';
import {
  type WebhookAccount,
  type WebhookAnswer,
  type WebhookCallName,
  type WebhookRequest,
  webhookCalls,
  webhookHeaders,
  webhookPath,
} from './contract.ts';
import { CircuitBreaker } from '../../circuit-breaker.ts';
import type { AddressGuard } from './address-guard.ts';
import { answerOf, namesUnknownKey, exchange } from './exchange.ts';
import { WebhookError } from '../directory-error.ts';
import { type SigningKey, signRequest } from './signature.ts';

/** After five outages within 60 seconds, one call per 10 seconds is tried. */
const BREAKER = { outages: 5, window: 60, pause: 10 };

/** Milliseconds per try, in which the receiver hashes a password. */
const TRY = 3000;

/** Milliseconds before the second try. */
const PAUSE = { least: 50, most: 250 };

/** Current signing key, and the previous one while a receiver may not have the new one yet. */
export interface SigningKeys {
  current(): Promise<SigningKey>;
  previous(): Promise<SigningKey | undefined>;
  /** Makes the next call read the keys again. */
  forget(): void;
}

/** URL, keys and guards of a webhook directory. */
export interface WebhookDirectoryParts {
  /** Base URL of the contract's paths, without a slash at the end. */
  readonly url: string;
  readonly keys: SigningKeys;
  readonly guard: AddressGuard;
  readonly clock: Clock;
  /** Returns a signal that aborts after so many milliseconds; `AbortSignal.timeout` if left out. */
  readonly timeout?: (milliseconds: number) => AbortSignal;
}

/**
 * A customer's own directory behind HTTPS. Each call and each answer is signed; an answer outside the contract is an
 * error, never an outcome. All calls may be repeated: most only read, and a change is identified by its ID.
 */
export class WebhookDirectory implements UserDirectory {
  readonly endsSessions = true;
  readonly #parts: WebhookDirectoryParts;
  readonly #breaker: CircuitBreaker;
  readonly #timeout: (milliseconds: number) => AbortSignal;

  /** @throws if the URL is neither HTTPS nor HTTP to a loopback address */
  constructor(parts: WebhookDirectoryParts) {
    if (!/^(https:\/\/|http:\/\/(127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$))/.test(parts.url))
      throw new Error('the URL of the webhook directory must begin with https://');
    this.#parts = parts;
    this.#timeout = parts.timeout ?? ((milliseconds) => AbortSignal.timeout(milliseconds));
    this.#breaker = new CircuitBreaker(parts.clock, BREAKER);
  }

  async findByUserId(userId: string): Promise<Account | undefined> {
    const { account } = await this.#ask('find-by-user-id', { userId });
    return account === null ? undefined : accountOf(account);
  }

  async findByAddress(address: string): Promise<Account[]> {
    const found = await Promise.all(
      writtenForms(address).map((form) => this.#ask('find-by-address', { address: form })),
    );
    const accounts = found.flatMap((answer) => answer.accounts.map(accountOf));
    return [...new Map(accounts.map((account) => [account.userId, account])).values()];
  }

  /** Looks at the account first, and binds the change to its mark, if the receiver marks its accounts. */
  async setPassword({ account, password, changeId, accepts }: PasswordChange): Promise<PasswordChangeOutcome> {
    const deadline = this.#timeout(webhookCalls['set-password'].timeout);
    const { account: found } = await this.#ask('find-by-user-id', { userId: account }, deadline);
    if (found === null) return { kind: 'not-allowed' };
    const isActive = found.status === 'active';
    if (!isActive || !accepts(accountOf(found))) {
      const { outcome } = await this.#ask('outcome-of', { account, changeId }, deadline);
      return { kind: outcome === 'changed' ? 'changed' : isActive ? 'account-changed' : 'not-allowed' };
    }
    const bound = found.mark === undefined ? {} : { ifMark: found.mark };
    const change = { account, password: password.reveal(), changeId, ...bound };
    const answer = await this.#ask('set-password', change, deadline);
    return answer.outcome === 'refused' ? { kind: 'refused', reasons: answer.reasons } : { kind: answer.outcome };
  }

  async outcomeOf({
    account,
    changeId,
  }: Pick<PasswordChange, 'account' | 'changeId'>): Promise<'changed' | 'not-changed'> {
    const { outcome } = await this.#ask('outcome-of', { account, changeId });
    return outcome;
  }

  /** Does nothing with a receiver that does not have this call, which is newer than the others. */
  async refusePassword({ account, changeId }: Pick<PasswordChange, 'account' | 'changeId'>): Promise<void> {
    try {
      await this.#ask('refuse-password', { account, changeId });
    } catch (error) {
      const isMissing = error instanceof WebhookError && error.kind === 'status' && error.detail === '404';
      if (!isMissing) throw error;
    }
  }

  async #ask<Name extends WebhookCallName>(
    name: Name,
    request: WebhookRequest<Name>,
    deadline = this.#timeout(webhookCalls[name].timeout),
  ): Promise<WebhookAnswer<Name>> {
    if (!this.#breaker.admits()) throw new WebhookError('circuit-open');
    try {
      const answer = await this.#askTwice(name, request, deadline);
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

  /** Retries once after an outage, if there is time left. */
  async #askTwice<Name extends WebhookCallName>(
    name: Name,
    request: WebhookRequest<Name>,
    deadline: AbortSignal,
  ): Promise<WebhookAnswer<Name>> {
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

  /**
   * Signing keys in the order in which to try them. After the first it reads the keys again: this function may have
   * missed a rotation.
   */
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

const accountOf = ({ addresses, mark = '', ...account }: WebhookAccount): Account => ({
  ...account,
  addresses: usableAddresses(addresses),
  mark,
});

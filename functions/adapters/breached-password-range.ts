import { createHash } from 'node:crypto';
import type { Password } from '../domain/secret.ts';
import type { BreachedPasswords, BreachOutcome } from '../ports.ts';

/** Milliseconds. The user waits meanwhile. */
const TIMEOUT = 1000;

/** Number of hex digits of the SHA-1 that are sent; about a thousand breached passwords share each prefix. */
const PREFIX = 5;

/** Line of an answer: `<the other 35 hex digits>:<number of breaches>`. A count of 0 is padding. */
const LINE = /^([0-9A-F]{35}):(\d+)$/i;

/**
 * Queries a range API such as that of Have I Been Pwned (`https://api.pwnedpasswords.com/range`) by k-anonymity. The
 * answer lists every breached password with the same prefix, padded so that its size reveals nothing, and the
 * comparison happens here. Neither the password nor its full hash is sent.
 */
export class BreachedPasswordRange implements BreachedPasswords {
  readonly #url: string;
  readonly #onOutage: () => void;

  /**
   * @param url URL of the API; a slash and the prefix are appended
   * @param onOutage called for each password that could not be looked up
   */
  constructor(url: string, onOutage: () => void) {
    this.#url = url.replace(/\/$/, '');
    this.#onOutage = onOutage;
  }

  async lookUp(password: Password): Promise<BreachOutcome> {
    const outcome = await this.#ask(password);
    if (outcome.kind === 'unavailable') this.#onOutage();
    return outcome;
  }

  async #ask(password: Password): Promise<BreachOutcome> {
    const hash = createHash('sha1').update(password.reveal()).digest('hex').toUpperCase();
    try {
      const response = await fetch(`${this.#url}/${hash.slice(0, PREFIX)}`, {
        headers: { 'Add-Padding': 'true' },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
      });
      if (response.ok) return found(await response.text(), hash.slice(PREFIX));
      await response.body?.cancel();
      return { kind: 'unavailable', reason: `status ${response.status}` };
    } catch (error) {
      return { kind: 'unavailable', reason: (error as Error).name };
    }
  }
}

function found(range: string, suffix: string): BreachOutcome {
  const lines = range
    .trim()
    .split(/\r?\n/)
    .map((line) => LINE.exec(line));
  if (lines.includes(null)) return { kind: 'unavailable', reason: 'answer of another form' };
  const listed = lines.some((line) => line?.[1]?.toUpperCase() === suffix && Number(line[2]) > 0);
  return { kind: listed ? 'listed' : 'not-listed' };
}

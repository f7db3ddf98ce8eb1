import { createHash } from 'node:crypto';
import type { Password } from '../domain/secret.ts';
import type { BreachedPasswords, BreachOutcome } from '../ports.ts';

/** Milliseconds. The person waits meanwhile. */
const TIMEOUT = 1000;

/** Hex digits of the SHA-1 that leave the service; about a thousand breached passwords share each such prefix. */
const PREFIX = 5;

/** `<the other 35 hex digits>:<how often it was seen>`; a count of 0 is padding. */
const LINE = /^([0-9A-F]{35}):(\d+)$/i;

/**
 * Asks a range API such as that of Have I Been Pwned (`https://api.pwnedpasswords.com/range`), by k-anonymity: the answer
 * holds every breached password with the same prefix, padded so that its size tells nothing, and the comparison is made
 * here. Neither the password nor its whole hash leaves.
 */
export class BreachedPasswordRange implements BreachedPasswords {
  readonly #url: string;
  readonly #onOutage: () => void;

  /**
   * @param url to which a slash and the prefix are appended
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

import type { ResponseOf } from '../functions/operations/index.ts';
import type { CaptchaAction } from '../functions/operations/index.ts';
import type { CaptchaOptions, LoadedProvider } from './captcha-widget.ts';

type Challenge = ResponseOf<'create-challenge'>;

/** Milliseconds before a challenge ends in which its token is no longer sent. */
const MARGIN = 20_000;

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Finds the counter whose key begins with the wanted prefix: https://altcha.org/docs/v2/proof-of-work-captcha/.
 * Browsers derive keys in a thread of their own, so the page stays free without a worker, whose file another site's
 * page could not load.
 *
 * @returns the token, or undefined if `stopped` became true
 */
export async function solve(challenge: Challenge, stopped: () => boolean): Promise<string | undefined> {
  const { nonce, salt, cost, keyLength, keyPrefix, algorithm } = challenge.parameters;
  const prefix = bytesOf(nonce);
  const password = new Uint8Array(prefix.length + 4);
  password.set(prefix);
  const hash = algorithm.replace('PBKDF2/', '');
  const how = { name: 'PBKDF2', salt: bytesOf(salt), iterations: cost, hash };
  for (let counter = 0; !stopped(); counter += 1) {
    new DataView(password.buffer).setUint32(prefix.length, counter);
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
    const derivedKey = hexOf(await crypto.subtle.deriveBits(how, key, keyLength * 8));
    if (derivedKey.startsWith(keyPrefix)) return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
  }
  return undefined;
}

/** The captcha without a provider: a proof of work, begun when the page opens. Nothing is shown. */
export const altcha: LoadedProvider = {
  start(_container, { action: first, api, onPass, onExpired, onFailed }: CaptchaOptions) {
    let round = 0;
    let wanted = first;
    let endsAt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = async (action: CaptchaAction) => {
      wanted = action;
      round += 1;
      const mine = round;
      const over = () => mine !== round;
      clearTimeout(timer);
      endsAt = Number.POSITIVE_INFINITY;
      const answer = await api('create-challenge', { body: { action } });
      if (over()) return;
      if (!answer.ok) return onFailed();
      const token = await solve(answer.body, over);
      if (token === undefined || over()) return;
      endsAt = answer.body.parameters.expiresAt * 1000 - answer.clockAhead - MARGIN;
      // Work for a page that nobody looks at would be wasted: the next call begins anew.
      timer = setTimeout(onExpired, endsAt - Date.now());
      onPass({ token, action });
    };
    const start = (action: CaptchaAction) => void begin(action).catch(onFailed);
    // Timers stand still in a background tab.
    const onVisible = () => {
      if (document.visibilityState === 'visible' && Date.now() > endsAt) start(wanted);
    };
    document.addEventListener('visibilitychange', onVisible);
    start(first);
    return {
      fits: () => true,
      renew: start,
      remove() {
        round += 1;
        clearTimeout(timer);
        document.removeEventListener('visibilitychange', onVisible);
      },
    };
  },
};

import { digest } from '../../domain/digest.ts';
import { CLOCK_SKEW, refusalOf } from '../../domain/captcha-verdict.ts';
import type { CaptchaToken } from '../../domain/secret.ts';
import type { Clock, Captcha, CaptchaOutcome, TokenRegister } from '../../ports.ts';
import { CircuitBreaker } from '../circuit-breaker.ts';
import type { Provider } from './provider.ts';

/**
 * After three outages within 60 seconds, one call per 10 seconds is tried. Pages are told to retry after the same
 * time.
 */
const BREAKER = { outages: 3, window: 60, pause: 10 };

/**
 * Secret keys that the providers publish for tests and that accept everybody: Google's key for v2, the form of all of
 * Cloudflare's, and hCaptcha's.
 */
const PUBLIC_TEST_SECRET = /^(6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe|[123]x0{31}AA|0x0{40})$/;

/** Provider, register and settings of a captcha. */
export interface ProviderCaptchaParts {
  readonly provider: Provider;
  readonly register: TokenRegister;
  readonly clock: Clock;
  readonly secret: () => Promise<string>;
  readonly hostnames: readonly string[];
  readonly minimumScore: number;
}

/**
 * Captcha of any provider. The provider reports facts about a token, and the same rules judge them for all providers.
 * The register ensures that a token is used only once.
 */
export class ProviderCaptcha implements Captcha {
  readonly #parts: ProviderCaptchaParts;
  readonly #breaker: CircuitBreaker;

  constructor(parts: ProviderCaptchaParts) {
    this.#parts = parts;
    this.#breaker = new CircuitBreaker(parts.clock, BREAKER);
  }

  async check(token: CaptchaToken, action: string, findSource: () => Promise<string>): Promise<CaptchaOutcome> {
    const { provider, register, clock, hostnames, minimumScore } = this.#parts;
    // Both may read a secret, so they go side by side.
    const [secret, source] = await Promise.all([this.#parts.secret(), findSource()]);
    if (PUBLIC_TEST_SECRET.test(secret)) return unavailable('configuration public-test-key');
    if (!this.#breaker.admits()) return unavailable('circuit-open');
    const answer = await provider.ask({ token, action, source, secret });
    if (answer.kind === 'outage') {
      this.#breaker.failed();
      return unavailable(answer.reason);
    }
    this.#breaker.answered();
    if (answer.kind === 'misconfigured') return unavailable(`configuration ${answer.reason}`);

    const now = clock.now();
    const refusal = refusalOf(answer.verdict, { hostnames, action, minimumScore, ...provider.tokens }, now);
    if (refusal !== undefined) return { kind: 'rejected', reason: refusal };
    // After this time the token is too old in any case, so the register may forget it.
    const until = new Date(now.getTime() + (provider.tokens.tokenLifetime + 2 * CLOCK_SKEW) * 1000);
    // A token that can be written in several ways is still one.
    const once = answer.once ?? token.reveal();
    return { kind: 'passed', use: () => register.use(digest(once), until) };
  }
}

const unavailable = (reason: string): CaptchaOutcome => ({ kind: 'unavailable', reason });

import { digest } from '../../domain/digest.ts';
import { CLOCK_SKEW, refusalOf } from '../../domain/captcha-verdict.ts';
import type { CaptchaToken } from '../../domain/secret.ts';
import type { Clock, Captcha, CaptchaOutcome, TokenRegister } from '../../ports.ts';
import { CircuitBreaker } from '../circuit-breaker.ts';
import type { Provider } from './provider.ts';

/** After three outages within a minute, one call in ten seconds tries; pages are told to come back after as long. */
const BREAKER = { outages: 3, window: 60, pause: 10 };

/** Keys that the providers publish for tests: they pass everybody (Google's for v2; Cloudflare's always begin so). */
const PUBLIC_TEST_SECRET = /^(6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe|[123]x0{31}AA)$/;

export interface ProviderCaptchaParts {
  readonly provider: Provider;
  readonly register: TokenRegister;
  readonly clock: Clock;
  readonly secret: () => Promise<string>;
  readonly hostnames: readonly string[];
  readonly minimumScore: number;
}

/**
 * The provider tells what a token is; whether that is enough is judged here, by the same rules for all providers. That a token opens
 * one step only is for the register to say, of a token that passed.
 */
export class ProviderCaptcha implements Captcha {
  readonly #parts: ProviderCaptchaParts;
  readonly #breaker: CircuitBreaker;

  constructor(parts: ProviderCaptchaParts) {
    this.#parts = parts;
    this.#breaker = new CircuitBreaker(parts.clock, BREAKER);
  }

  async check(token: CaptchaToken, action: string, source: string): Promise<CaptchaOutcome> {
    const { provider, register, clock, hostnames, minimumScore } = this.#parts;
    const secret = await this.#parts.secret();
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
    // From then on the token is too old, whatever the register has forgotten.
    const until = new Date(now.getTime() + (provider.tokens.tokenLifetime + 2 * CLOCK_SKEW) * 1000);
    return { kind: 'passed', use: () => register.use(digest(token.reveal()), until) };
  }
}

const unavailable = (reason: string): CaptchaOutcome => ({ kind: 'unavailable', reason });

import type { Route, Stage } from './routes.ts';

interface Bucket {
  readonly rate: number;
  readonly burst: number;
  tokens: number;
  filledAt: number;
}

/** The stage's throttling settings as one token bucket for each method; methods without a setting are not limited. */
export class Throttle {
  readonly #stage: Stage;
  readonly #buckets = new Map<Route, Bucket | undefined>();
  readonly #now: () => number;

  /** @param now milliseconds; any steady clock */
  constructor(stage: Stage, now: () => number = () => performance.now()) {
    this.#stage = stage;
    this.#now = now;
  }

  /** Takes a token; false if there is none. */
  admits(route: Route): boolean {
    if (!this.#buckets.has(route)) this.#buckets.set(route, this.#bucketOf(route));
    const bucket = this.#buckets.get(route);
    if (bucket === undefined) return true;
    const now = this.#now();
    bucket.tokens = Math.min(bucket.burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * bucket.rate);
    bucket.filledAt = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  #bucketOf(route: Route): Bucket | undefined {
    // `/~1password-resets~1verify` in a template is /password-resets/verify; `/*` is every path.
    const pathOf = (setting: string) => setting.slice(1).replaceAll('~1', '/') || '/';
    const fitting = this.#stage.MethodSettings.filter(
      (setting) =>
        (setting.ResourcePath === '/*' || pathOf(setting.ResourcePath) === route.resourcePath) &&
        (setting.HttpMethod === '*' || setting.HttpMethod === route.method),
    );
    const own = fitting.find((setting) => setting.ResourcePath !== '/*' && setting.ThrottlingRateLimit !== undefined);
    const setting = own ?? fitting.find(({ ThrottlingRateLimit: rate }) => rate !== undefined);
    const rate = setting?.ThrottlingRateLimit;
    if (rate === undefined) return undefined;
    const burst = setting?.ThrottlingBurstLimit ?? rate;
    return { rate, burst, tokens: burst, filledAt: this.#now() };
  }
}

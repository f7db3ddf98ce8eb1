import { randomBytes } from 'node:crypto';

/** Google: a token can be verified once, within two minutes. */
const TOKEN_LIFETIME_SECONDS = 120;

/** Time for which a spent or expired token is still known as such. */
const MEMORY_MS = 10 * 60_000;

/** Properties that a token is bound to. */
export interface TokenBinding {
  siteKey: string;
  hostname: string;
  action?: string | undefined;
  score?: number | undefined;
}

interface IssuedToken extends TokenBinding {
  issuedAt: number;
  spent: boolean;
}

export type Redemption = IssuedToken | 'unknown' | 'expired' | 'spent';

export class RecaptchaTokens {
  readonly #tokens = new Map<string, IssuedToken>();
  readonly #lifetime: number;

  constructor(lifetimeSeconds = TOKEN_LIFETIME_SECONDS) {
    this.#lifetime = lifetimeSeconds;
  }

  /** @param ageSeconds how long ago the token is to have been issued, so that a test need not wait for its end */
  issue(binding: TokenBinding, ageSeconds = 0): string {
    this.#forgetOld();
    const token = `03A${randomBytes(240).toString('base64url')}`;
    this.#tokens.set(token, { ...binding, issuedAt: Date.now() - ageSeconds * 1000, spent: false });
    return token;
  }

  /** Spends a token; of any number of callers one succeeds. */
  redeem(token: string, siteKey: string): Redemption {
    const issued = this.#tokens.get(token);
    if (issued === undefined || issued.siteKey !== siteKey) return 'unknown';
    if (issued.spent) return 'spent';
    if (Date.now() - issued.issuedAt > this.#lifetime * 1000) return 'expired';
    issued.spent = true;
    return issued;
  }

  /** A Map keeps the order of insertion: the oldest come first. */
  #forgetOld(): void {
    const oldest = Date.now() - MEMORY_MS;
    for (const [token, { issuedAt }] of this.#tokens) {
      if (issuedAt >= oldest) return;
      this.#tokens.delete(token);
    }
  }
}

import { randomBytes } from 'node:crypto';

/** Google: a token can be verified once, within two minutes. */
export const TOKEN_LIFETIME_MS = 120_000;

/** How long a spent or expired token is still known as such. */
const MEMORY_MS = 10 * 60_000;

/** What a token is bound to. */
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

export type Redemption = IssuedToken | 'invalid-input-response' | 'timeout-or-duplicate';

export class RecaptchaTokens {
  readonly #tokens = new Map<string, IssuedToken>();

  issue(binding: TokenBinding): string {
    this.#forgetOld();
    const token = `03A${randomBytes(240).toString('base64url')}`;
    this.#tokens.set(token, { ...binding, issuedAt: Date.now(), spent: false });
    return token;
  }

  /** Spends a token; of any number of callers one succeeds. */
  redeem(token: string, siteKey: string): Redemption {
    const issued = this.#tokens.get(token);
    if (issued === undefined || issued.siteKey !== siteKey) return 'invalid-input-response';
    if (issued.spent || Date.now() - issued.issuedAt > TOKEN_LIFETIME_MS) return 'timeout-or-duplicate';
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

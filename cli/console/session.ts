import { randomBytes } from 'node:crypto';
import { digest, sameDigest } from '../../functions/domain/digest.ts';

const newToken = (): string => randomBytes(32).toString('base64url');

/**
 * Access to a console. The token in the page's address works once, and buys the page a bearer that no address, file
 * or cookie has. Another page that opens the address later gets nothing.
 */
export class Session {
  /** 256 bits, for the fragment of the page's address. */
  readonly token = newToken();
  #unused = true;
  #bearer: string | undefined;

  /** Returns the bearer to the first caller with the token. */
  exchange(token: string): string | undefined {
    if (!this.#unused || !sameDigest(digest(token), digest(this.token))) return undefined;
    this.#unused = false;
    this.#bearer = newToken();
    return this.#bearer;
  }

  /** Whether a header `Authorization` has the bearer. */
  isOpenFor(authorization: string | undefined): boolean {
    const [, bearer] = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(authorization ?? '') ?? [];
    return bearer !== undefined && this.#bearer !== undefined && sameDigest(digest(bearer), digest(this.#bearer));
  }
}

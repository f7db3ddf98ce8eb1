import type { TokenRegister } from '../../functions/ports.ts';

export class InMemoryTokenRegister implements TokenRegister {
  readonly #used = new Set<string>();

  async use(tokenDigest: string): Promise<boolean> {
    if (this.#used.has(tokenDigest)) return false;
    this.#used.add(tokenDigest);
    return true;
  }
}

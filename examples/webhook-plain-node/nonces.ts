import type { NonceStore } from './verify-signature.ts';

/** Nonces in the memory of this process. Several processes need a shared store. */
export class InMemoryNonces implements NonceStore {
  readonly #until = new Map<string, number>();

  async use(nonce: string, until: number): Promise<boolean> {
    const now = Date.now() / 1000;
    for (const [each, end] of this.#until) if (end < now) this.#until.delete(each);
    if (this.#until.has(nonce)) return false;
    this.#until.set(nonce, until);
    return true;
  }
}

/** Runs the work of one key at a time, in the order of arrival; the work of different keys runs side by side. */
export class KeyLock {
  readonly #tails = new Map<string, Promise<void>>();

  /** Several keys are taken in sorted order, so that two callers can never wait for each other. */
  async hold<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const releases: (() => void)[] = [];
    try {
      for (const key of [...new Set(keys)].sort()) releases.push(await this.#take(key));
      return await work();
    } finally {
      for (const release of releases) release();
    }
  }

  async #take(key: string): Promise<() => void> {
    const before = this.#tails.get(key);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#tails.set(key, promise);
    await before;
    return () => {
      if (this.#tails.get(key) === promise) this.#tails.delete(key);
      resolve();
    };
  }
}

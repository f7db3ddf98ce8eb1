import type { Pepper } from '../../functions/domain/digest.ts';
import type { Peppers } from '../../functions/ports.ts';

/** The current and the previous pepper, as Secrets Manager keeps them. */
export class InMemoryPeppers implements Peppers {
  #current: Pepper = pepperOf(1);
  #previous: Pepper | undefined;

  rotate(): void {
    this.#previous = this.#current;
    this.#current = pepperOf(Number(this.#current.version) + 1);
  }

  async current(): Promise<Pepper> {
    return this.#current;
  }

  async previous(): Promise<Pepper | undefined> {
    return this.#previous;
  }

  async version(version: string): Promise<Pepper | undefined> {
    return [this.#current, this.#previous].find((pepper) => pepper?.version === version);
  }

  async latest(): Promise<readonly Pepper[]> {
    return [this.#current, this.#previous].filter((pepper) => pepper !== undefined);
  }
}

export const pepperOf = (version: number): Pepper => ({
  version: String(version),
  key: Buffer.alloc(32, version),
});

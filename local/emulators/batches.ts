export interface BatchingOptions {
  /** Records at most in one batch. */
  readonly size: number;
  /** For how long a batch that is not full waits for more, from its first record on. */
  readonly windowMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** Gathers records into batches as Lambda does: one is due when it is full, or when its window has passed. */
export class Batches<Gathered> {
  readonly #options: BatchingOptions;
  readonly #now: () => number;
  #gathered: Gathered[] = [];
  #windowEnds = 0;

  constructor(options: BatchingOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  add(records: readonly Gathered[]): void {
    if (this.#gathered.length === 0) this.#open();
    this.#gathered.push(...records);
  }

  /** The next batch that is due, which is no longer here then. */
  take(): Gathered[] | undefined {
    const { size } = this.#options;
    const { length } = this.#gathered;
    if (length === 0 || (length < size && this.#now() < this.#windowEnds)) return undefined;
    const batch = this.#gathered.splice(0, size);
    this.#open();
    return batch;
  }

  /** Milliseconds until a batch is due, though nothing more comes; undefined while there is none. */
  get dueIn(): number | undefined {
    return this.#gathered.length === 0 ? undefined : Math.max(0, this.#windowEnds - this.#now());
  }

  /** The rest of a full batch waits for a window of its own. */
  #open(): void {
    this.#windowEnds = this.#now() + this.#options.windowMs;
  }
}

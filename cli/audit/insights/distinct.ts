import { Spill } from '../spill.ts';

/** Values that are kept in memory, over all groups. */
const KEPT = 5000;

/** Counts the distinct values of groups exactly, in memory that does not grow with them. */
export class DistinctValues {
  readonly #kept = new Map<string, Set<string>>();
  #left = KEPT;
  #rest: Spill<readonly [group: string, value: string]> | undefined;
  #counts: Map<string, number> | undefined;

  add(group: string, value: string): void {
    const kept = this.#kept.get(group) ?? new Set();
    if (kept.has(value)) return;
    if (this.#left > 0) {
      this.#left -= 1;
      this.#kept.set(group, kept.add(value));
      return;
    }
    // No value is in both: once one is here, none is added there.
    this.#rest ??= new Spill();
    this.#rest.add(`${group} ${value}`, [group, value]);
  }

  /** Number of distinct values of a group. Nothing is added after the first call. */
  count(group: string): number {
    this.#counts ??= this.#countRest();
    return (this.#kept.get(group)?.size ?? 0) + (this.#counts.get(group) ?? 0);
  }

  /** Deletes the files. */
  end(): void {
    this.#rest?.end();
  }

  #countRest(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const pairs of this.#rest?.buckets() ?? []) {
      const distinct = new Map(pairs.map(([group, value]) => [`${group} ${value}`, group]));
      for (const group of distinct.values()) counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    return counts;
  }
}

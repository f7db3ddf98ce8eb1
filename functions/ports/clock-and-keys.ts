import type { Pepper } from '../domain/digest.ts';

/** Current time. Tests and the model replace it. */
export interface Clock {
  now(): Date;
}

/** Keys of keyed digests. During a rotation two versions are known. */
export interface Peppers {
  current(): Promise<Pepper>;
  previous(): Promise<Pepper | undefined>;
  /**
   * Key with this version, or with a version that starts with it; undefined if neither the current nor the previous
   * one does.
   */
  version(version: string): Promise<Pepper | undefined>;
  /**
   * All versions, read again unless they have just been read: a digest that no known key made may come from a newer
   * one.
   */
  latest(): Promise<readonly Pepper[]>;
}

/** Secret by which our distribution proves that it passed a call on. During a rotation two versions are accepted. */
export interface OriginSecret {
  /** Compares in constant time. A version that is not known may be new, so the secret is then read again. */
  accepts(given: string): Promise<boolean>;
}

import { HASHED_FOLDERS } from '../../lib/constructs/page-files.ts';

/** Hashed files of one release of the pages. */
export interface PageRelease {
  /** When it was deployed: ISO 8601, UTC. */
  readonly at: string;
  /** Names in the bucket, such as `assets/main-1a2b3c4d.js`. */
  readonly files: readonly string[];
}

export interface StoredFile {
  readonly name: string;
  readonly uploadedAt: Date;
}

/** Releases whose files stay: the one that is deployed, and two before it. */
const KEPT = 3;

/** Milliseconds for which a page may stay open after its release was replaced, however many releases follow. */
const STAYS_OPEN = 86_400_000;

/** Puts the deployed release before the others, newest first, unless it is there; drops those that no longer count. */
export function withDeployed(
  releases: readonly PageRelease[],
  files: readonly string[],
  now: Date,
): readonly PageRelease[] {
  const sorted = files.toSorted();
  const isKnown = releases[0]?.files.join() === sorted.join();
  const all = isKnown ? releases : [{ at: now.toISOString(), files: sorted }, ...releases];
  // A release was replaced when the one after it was deployed.
  return all.filter((_, index) => index < KEPT || now.getTime() - Date.parse(all[index - 1]?.at ?? '') < STAYS_OPEN);
}

/**
 * Returns the hashed files that no release needs that counts. There are none before three releases are known, because
 * nobody knows which files an earlier one needs. A file that came after the oldest known release stays too: it may
 * belong to a release that nobody recorded.
 */
export function obsoleteFiles(stored: readonly StoredFile[], releases: readonly PageRelease[]): readonly string[] {
  const oldest = releases.at(-1);
  if (oldest === undefined || releases.length < KEPT) return [];
  const needed = new Set(releases.flatMap(({ files }) => files));
  return stored
    .filter(({ name, uploadedAt }) => isHashed(name) && !needed.has(name) && uploadedAt < new Date(oldest.at))
    .map(({ name }) => name);
}

const isHashed = (name: string): boolean => HASHED_FOLDERS.some((folder) => name.startsWith(folder));

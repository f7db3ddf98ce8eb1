import * as z from 'zod';
import { HASHED_FILES, HASHED_FOLDERS, RELEASES } from '../../lib/constructs/page-files.ts';
import { obsoleteFiles, type PageRelease, type StoredFile, withDeployed } from './page-releases.ts';

/** Bucket of a stage's pages. */
export interface PagesBucket {
  /** Returns the text of a file, or undefined where there is none. */
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  list(prefix: string): Promise<readonly StoredFile[]>;
  delete(names: readonly string[]): Promise<void>;
}

const filesSchema = z.array(z.string());
const releasesSchema = z.array(z.object({ at: z.iso.datetime(), files: filesSchema }));

/**
 * Records the release of the pages that is deployed, and deletes the hashed files that no page needs that can still be
 * open. Returns the number of files that it deleted.
 */
export async function tidyPages(bucket: PagesBucket, now: Date): Promise<number> {
  const deployed = await bucket.read(HASHED_FILES);
  // A version before this one.
  if (deployed === undefined) return 0;
  const releases = withDeployed(await recorded(bucket), filesSchema.parse(JSON.parse(deployed)), now);
  await bucket.write(RELEASES, JSON.stringify(releases));
  const stored = await Promise.all(HASHED_FOLDERS.map((folder) => bucket.list(folder)));
  const obsolete = obsoleteFiles(stored.flat(), releases);
  await bucket.delete(obsolete);
  return obsolete.length;
}

async function recorded(bucket: PagesBucket): Promise<readonly PageRelease[]> {
  const text = await bucket.read(RELEASES);
  return text === undefined ? [] : releasesSchema.parse(JSON.parse(text));
}

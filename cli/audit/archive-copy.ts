import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import * as z from 'zod/mini';
import type {
  ArchivedObject,
  ArchiveFinding,
  NamedDigest,
  SignedDigest,
} from '../../functions/domain/archive-digest.ts';
import { UsageError } from '../ops/outcome.ts';

/** Copy of the archive in a folder. */
export interface ArchiveCopy {
  /** Digests by their names, the oldest first. */
  readonly digests: readonly NamedDigest[];
  readonly files: readonly ArchivedObject[];
  /** Files below `digests/` that are no digest. */
  readonly unreadable: readonly ArchiveFinding[];
}

const named = { name: z.string(), sha256: z.string() };

const signedDigest = z.object({
  digest: z.object({
    schema: z.literal(1),
    from: z.iso.datetime(),
    until: z.iso.datetime(),
    objects: z.array(z.object({ ...named, size: z.int() })),
    previous: z.optional(z.object(named)),
  }),
  key: z.string(),
  signature: z.string(),
});

/**
 * Reads the digests of a copy, and hashes its files one after the other.
 *
 * @throws {@link UsageError} where the folder is no copy of the archive
 */
export async function readArchive(folder: string): Promise<ArchiveCopy> {
  const digests: NamedDigest[] = [];
  const unreadable: ArchiveFinding[] = [];
  for (const file of filesBelow(folder, 'digests')) {
    const name = nameOf(folder, file);
    const signed = digestIn(file);
    if (signed === undefined) unreadable.push({ name, finding: 'forged', reason: 'it is no digest, or it is cut off' });
    else digests.push({ name, signed });
  }
  const files: ArchivedObject[] = [];
  for (const file of filesBelow(folder, 'events')) files.push(await hashed(nameOf(folder, file), file));
  return { digests, files, unreadable };
}

function digestIn(file: string): SignedDigest | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    // Unknown members stay in the value, so that a signature over them fails.
    return signedDigest.safeParse(parsed).success ? (parsed as SignedDigest) : undefined;
  } catch {
    return undefined;
  }
}

async function hashed(name: string, file: string): Promise<ArchivedObject> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const part of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(part);
    size += part.length;
  }
  return { name, size, sha256: hash.digest('hex') };
}

function filesBelow(folder: string, name: string): string[] {
  let files: string[];
  try {
    files = readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  } catch {
    throw new UsageError('FOLDER', `has no folder ${name}/; copy the whole bucket`);
  }
  if (name === 'digests' && files.length === 0) throw new UsageError('FOLDER', 'has no file below digests/');
  return files;
}

/** Name in the bucket. */
const nameOf = (folder: string, file: string): string => relative(folder, file).split(sep).join('/');

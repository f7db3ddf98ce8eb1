import { type ArchiveDigest, digestName, sha256OfDigest, signedText } from '../domain/archive-digest.ts';
import type { Archive, Clock, Signer } from '../ports.ts';

const HOUR = 3_600_000;

export interface SignArchivePorts {
  readonly clock: Clock;
  readonly archive: Archive;
  readonly signer: Signer;
}

/**
 * Signs the files that the archive received since the last digest, up to the last full hour. It also covers runs that
 * were missed; a second run within an hour does nothing.
 *
 * @returns number of files in the digest; undefined if there was nothing to do
 */
export async function signArchive({ clock, archive, signer }: SignArchivePorts): Promise<number | undefined> {
  const until = new Date(Math.floor(clock.now().getTime() / HOUR) * HOUR);
  const before = await archive.latestDigest(until);
  const from = before === undefined ? new Date(0) : new Date(before.signed.digest.until);
  if (from >= until) return undefined;
  const digest: ArchiveDigest = {
    schema: 1,
    from: from.toISOString(),
    until: until.toISOString(),
    objects: await archive.objectsBetween(from, until),
    ...(before !== undefined && { previous: { name: before.name, sha256: sha256OfDigest(before.signed) } }),
  };
  await archive.putDigest(digestName(until), { digest, ...(await signer.sign(signedText(digest))) });
  return digest.objects.length;
}

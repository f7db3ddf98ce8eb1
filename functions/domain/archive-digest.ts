import { createHash, type KeyObject, verify } from 'node:crypto';
import { canonicalJson } from './digest.ts';

/** File of the archive. */
export interface ArchivedObject {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Content of an hourly digest: the files that the archive received in a period, and the digest before it. */
export interface ArchiveDigest {
  readonly schema: 1;
  /** ISO 8601, UTC. The first digest starts with the archive. */
  readonly from: string;
  /** ISO 8601, UTC; exclusive. */
  readonly until: string;
  readonly objects: readonly ArchivedObject[];
  /** Absent only in the first digest. */
  readonly previous?: { readonly name: string; readonly sha256: string };
}

/** Hourly digest with its signature. */
export interface SignedDigest {
  readonly digest: ArchiveDigest;
  /** ARN of the KMS key. */
  readonly key: string;
  /** DER in base64: ECDSA over P-256 with SHA-256 of the canonical JSON of `digest`. */
  readonly signature: string;
}

/** Signed digest with the name of its file. */
export interface NamedDigest {
  readonly name: string;
  readonly signed: SignedDigest;
}

/** Text that is signed. */
export const signedText = (digest: ArchiveDigest): string => canonicalJson(digest);

/** Hash by which the next digest refers to this one. It covers all of it, the signature included. */
export const sha256OfDigest = (signed: SignedDigest): string =>
  createHash('sha256').update(canonicalJson(signed)).digest('hex');

/**
 * Name of the digest that ends at a full hour, such as `digests/2026/11/25/14.json` for 14:00. Names sort by time.
 */
export const digestName = (until: Date): string => {
  const [date = '', time = ''] = until.toISOString().split('T');
  return `digests/${date.replaceAll('-', '/')}/${time.slice(0, 2)}.json`;
};

/** One deviation of an archive from its digests. */
export interface ArchiveFinding {
  /** Name of the file or the digest. */
  readonly name: string;
  readonly finding: /** The digest's signature was not made by the key that it names, or that key was not given. */
    | 'forged'
    /** The digest does not follow the one before it. */
    | 'out-of-order'
    /** A digest names the file, but the file does not exist. */
    | 'missing'
    /** The file's content differs from the digest. */
    | 'altered'
    /** The file exists, but no digest names it. */
    | 'unlisted';
  readonly reason: string;
}

/**
 * Checks an archive against its digests. Files newer than the last digest are not signed yet: leave them out.
 *
 * @param digests in the order of their names
 * @param objects every file below `events/` that is older than the end of the last digest
 * @param keys public keys by ARN
 * @param keptSince time before which files and digests may have expired (`auditArchiveYears` ago), if any has
 */
export function verifyArchive(
  digests: readonly NamedDigest[],
  objects: readonly ArchivedObject[],
  keys: ReadonlyMap<string, KeyObject>,
  keptSince = new Date(0),
): ArchiveFinding[] {
  // The period of the first digest begins long before its first file.
  const expiring = ({ digest: { previous, from, until } }: SignedDigest) =>
    new Date(previous === undefined ? until : from) < keptSince;
  const findings = digests.flatMap(({ name, signed }, position) => [
    ...wrongSignature(name, signed, keys),
    // The digest before the first one that is left has expired.
    ...(position === 0 && expiring(signed) ? [] : wrongOrder(name, signed, digests[position - 1])),
  ]);
  const expired = new Set(
    digests.flatMap(({ signed }) => (expiring(signed) ? signed.digest.objects : [])).map(({ name }) => name),
  );
  const listed = new Map(digests.flatMap(({ signed }) => signed.digest.objects).map((object) => [object.name, object]));
  const present = new Map(objects.map((object) => [object.name, object]));
  for (const [name, { size, sha256 }] of listed) {
    const found = present.get(name);
    if (found === undefined) {
      if (expired.has(name)) continue;
      findings.push({ name, finding: 'missing', reason: 'a digest names it, but the file is missing' });
    } else if (found.size !== size || found.sha256 !== sha256)
      findings.push({ name, finding: 'altered', reason: 'its content differs from the digest' });
  }
  for (const name of present.keys()) {
    if (!listed.has(name)) findings.push({ name, finding: 'unlisted', reason: 'no digest names it' });
  }
  return findings;
}

function wrongSignature(name: string, signed: SignedDigest, keys: ReadonlyMap<string, KeyObject>): ArchiveFinding[] {
  const key = keys.get(signed.key);
  if (key === undefined) return [{ name, finding: 'forged', reason: `the key ${signed.key} was not given` }];
  const text = Buffer.from(signedText(signed.digest));
  if (verify('sha256', text, key, Buffer.from(signed.signature, 'base64'))) return [];
  return [{ name, finding: 'forged', reason: 'its signature was not made by the key that it names' }];
}

function wrongOrder(name: string, { digest }: SignedDigest, before: NamedDigest | undefined): ArchiveFinding[] {
  const finding = (reason: string): ArchiveFinding[] => [{ name, finding: 'out-of-order', reason }];
  if (before === undefined) return digest.previous === undefined ? [] : finding(`${digest.previous.name} is missing`);
  const { previous } = digest;
  if (previous === undefined) return finding('it names no previous digest, but there are earlier ones');
  if (previous.name !== before.name) return finding(`it follows ${previous.name}, which is missing`);
  if (previous.sha256 !== sha256OfDigest(before.signed)) return finding(`it follows another version of ${before.name}`);
  return digest.from === before.signed.digest.until
    ? []
    : finding('its period does not start where the previous one ends');
}

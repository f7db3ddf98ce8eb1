import { createHash, type KeyObject, verify } from 'node:crypto';
import { canonicalJson } from './audit-chain.ts';

/** A file of the archive. */
export interface ArchivedObject {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** What an hourly digest says: which files the archive took in a period, and which digest it follows. */
export interface ArchiveDigest {
  readonly schema: 1;
  /** ISO 8601, UTC; the first digest begins with the archive. */
  readonly from: string;
  /** Not included. */
  readonly until: string;
  readonly objects: readonly ArchivedObject[];
  /** Absent in the first digest alone. */
  readonly previous?: { readonly name: string; readonly sha256: string };
}

export interface SignedDigest {
  readonly digest: ArchiveDigest;
  /** ARN of the key. */
  readonly key: string;
  /** ECDSA over P-256 and SHA-256 of the canonical JSON of `digest`, as DER in base64. */
  readonly signature: string;
}

export interface NamedDigest {
  readonly name: string;
  readonly signed: SignedDigest;
}

/** The text that is signed. */
export const signedText = (digest: ArchiveDigest): string => canonicalJson(digest);

/** How the next digest refers to this one: by everything in it, its signature too. */
export const sha256OfDigest = (signed: SignedDigest): string =>
  createHash('sha256').update(canonicalJson(signed)).digest('hex');

/** `digests/2026/11/25/14.json` for the digest that ends at 14:00: names sort by time. */
export const digestName = (until: Date): string => {
  const [date = '', time = ''] = until.toISOString().split('T');
  return `digests/${date.replaceAll('-', '/')}/${time.slice(0, 2)}.json`;
};

export interface ArchiveFinding {
  /** Of the file or the digest. */
  readonly name: string;
  readonly finding: /** The digest's signature is not of the key that it names, or the key was not given. */
    | 'forged'
    /** The digest does not follow the one before it. */
    | 'out-of-order'
    /** A digest names the file, and it is not there. */
    | 'missing'
    /** The file is not what the digest says. */
    | 'altered'
    /** The file is there, and no digest names it. */
    | 'unlisted';
  readonly reason: string;
}

/**
 * Checks an archive against its digests. Files that came after the last digest are not signed yet: leave them out.
 *
 * @param digests in the order of their names
 * @param objects every file below `events/` that is older than the end of the last digest
 * @param keys public keys by ARN
 */
export function verifyArchive(
  digests: readonly NamedDigest[],
  objects: readonly ArchivedObject[],
  keys: ReadonlyMap<string, KeyObject>,
): ArchiveFinding[] {
  const findings = digests.flatMap(({ name, signed }, position) => [
    ...wrongSignature(name, signed, keys),
    ...wrongOrder(name, signed, digests[position - 1]),
  ]);
  const listed = new Map(digests.flatMap(({ signed }) => signed.digest.objects).map((object) => [object.name, object]));
  const present = new Map(objects.map((object) => [object.name, object]));
  for (const [name, { size, sha256 }] of listed) {
    const found = present.get(name);
    if (found === undefined)
      findings.push({ name, finding: 'missing', reason: 'a digest names it, and it is not there' });
    else if (found.size !== size || found.sha256 !== sha256)
      findings.push({ name, finding: 'altered', reason: 'its content is not what the digest says' });
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
  return [{ name, finding: 'forged', reason: 'its signature is not of the key that it names' }];
}

function wrongOrder(name: string, { digest }: SignedDigest, before: NamedDigest | undefined): ArchiveFinding[] {
  const finding = (reason: string): ArchiveFinding[] => [{ name, finding: 'out-of-order', reason }];
  if (before === undefined) return digest.previous === undefined ? [] : finding(`${digest.previous.name} is not there`);
  const { previous } = digest;
  if (previous === undefined) return finding('it follows none, and others come before it');
  if (previous.name !== before.name) return finding(`it follows ${previous.name}, which is not there`);
  if (previous.sha256 !== sha256OfDigest(before.signed))
    return finding(`${before.name} is not the one that it follows`);
  return digest.from === before.signed.digest.until
    ? []
    : finding('its period does not begin where the one before ends');
}

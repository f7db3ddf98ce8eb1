import { type ImportedHash, readImportedHash } from '../../functions/domain/imported-hash.ts';
import { isFree, MAXIMUM_KINDS, workError, workText } from '../../functions/domain/imported-work.ts';
import type { FieldError } from './fields.ts';

const ACCEPTED =
  'accepted are bcrypt ($2a$, $2b$, $2y$), scrypt ($scrypt$ln=…), argon2i and argon2id (version 19), PBKDF2 of passlib ' +
  'and Django with SHA-256 or SHA-512, and {SSHA}, {SSHA256}, {SSHA512}; leave the field empty for others: these users ' +
  'set a password by a reset';

const WITHOUT = 'leave the field empty: the user sets a password by a reset';

const refusedHash = (reason: string, fix: string): FieldError => ({ field: 'passwordHash', reason, fix });

/** Reads a hash of a file; returns the problem if it is not accepted. It never quotes it. */
export function importedHashOf(text: string): ImportedHash | FieldError {
  const hash = readImportedHash(text);
  if (hash === undefined) return errorOf(text);
  const { scheme } = hash.work;
  const words = workError(hash.work);
  if (words !== undefined) return refusedHash(`is ${scheme} with another cost than ${words}`, WITHOUT);
  return hash;
}

/**
 * Returns why hashes are not taken yet: the logins of the stage do no work for some kinds, so their users would be told
 * from others by the time of a login.
 *
 * @param deployed kinds of the setting `importedHashes` that is deployed
 */
export function undeployedHashes(
  hashes: readonly ImportedHash[],
  deployed: readonly string[],
): { readonly reason: string; readonly fix: string } | undefined {
  const kinds = Map.groupBy(
    hashes.filter(({ work }) => !isFree(work)),
    ({ work }) => workText(work),
  );
  const missing = [...kinds].filter(([kind]) => !deployed.includes(kind));
  if (missing.length === 0) return undefined;
  const counted = missing.map(([kind, { length }]) => `${kind} (${length} ${length === 1 ? 'user' : 'users'})`);
  const wanted = [...deployed, ...missing.map(([kind]) => kind)];
  return {
    reason: `the setting importedHashes does not have the kinds of its hashes: ${counted.join(', ')}`,
    fix:
      wanted.length > MAXIMUM_KINDS
        ? `choose at most ${MAXIMUM_KINDS} for importedHashes, and leave the field of other users empty: they set a password by a reset`
        : `set importedHashes=${wanted.join(',')}, deploy, and import the file again; then every login takes the same time`,
  };
}

function errorOf(text: string): FieldError {
  if (/^(\{MD5\}|md5\$\$)/i.test(text) || /^[0-9a-f]{32}$/i.test(text))
    return refusedHash('is an unsalted MD5 hash, which anyone who sees it can reverse', WITHOUT);
  if (/^(\{SHA\d*\}|sha1\$\$)/i.test(text) || /^([0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i.test(text))
    return refusedHash('is an unsalted SHA hash, which anyone who sees it can reverse', WITHOUT);
  if (/^\$argon2id?\$(v=16\$)?m=/.test(text)) return refusedHash('is argon2 of the old version 16', WITHOUT);
  if (/^[${]|\$.*\$/.test(text)) return refusedHash('is of a kind that is not accepted', ACCEPTED);
  return refusedHash('is no hash; a password itself is never accepted', WITHOUT);
}

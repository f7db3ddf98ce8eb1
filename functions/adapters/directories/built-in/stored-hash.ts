import { decoyImport, type ImportedHash, importedIn } from '../../../domain/imported-hash.ts';
import { readWork, workText } from '../../../domain/imported-work.ts';
import { decoyWithWork, type PasswordHashAlgorithm, verifyPassword, workOf } from '../../../domain/password-hash.ts';
import type { Password } from '../../../domain/secret.ts';
import { matchesImport } from './verify-import.ts';

/** Hash as the table has it: a PHC string of this service, or one that an import brought along. */
export type StoredHash = string | ImportedHash;

/**
 * Compares a password with a hash of the table in constant time.
 *
 * @param configured algorithm that new hashes are made with. Every other hash, and each imported one, is `outdated`
 */
export async function verifyStored(
  password: Password,
  stored: StoredHash,
  configured?: PasswordHashAlgorithm,
): Promise<{ readonly matches: boolean; readonly outdated: boolean }> {
  if (typeof stored !== 'string') return { matches: await matchesImport(password, stored), outdated: true };
  const imported = importedIn(stored);
  return imported === undefined
    ? verifyPassword(password, stored, configured)
    : verifyStored(password, imported, configured);
}

/** Returns the text that decides how long a verification takes. */
export function workOfStored(stored: string): string {
  const imported = importedIn(stored);
  return imported === undefined ? workOf(stored) : workText(imported.work);
}

/** Returns a hash that no password matches, and that takes as much work as {@link workOfStored} tells. */
export function decoyOf(work: string): StoredHash {
  const imported = readWork(work);
  return imported === undefined ? decoyWithWork(work) : decoyImport(imported);
}

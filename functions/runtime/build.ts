import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

let known: string | undefined;

/**
 * Name of the running code: the first 12 hex digits of the SHA-256 of its bundle, which is read when the name is
 * first needed.
 */
export function build(): string {
  known ??= createHash('sha256')
    .update(readFileSync(new URL(import.meta.url)))
    .digest('hex')
    .slice(0, 12);
  return known;
}

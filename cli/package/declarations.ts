import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Declarations of what the package exports. */
const ENTRY = 'lib/index.d.ts';

/** Import or export of another file of the package. The compiler keeps the extension of the source. */
const RELATIVE = /(\bfrom\s+|\bimport\()'(\.{1,2}\/[^']+)\.ts'/g;

/**
 * Returns the declarations that users of the package can see: those of its entry, and those that they import.
 *
 * @returns paths from the folder, the entry first
 */
export function publicDeclarations(folder: string): readonly string[] {
  const found = new Set([ENTRY]);
  for (const file of found) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, , path = ''] of text.matchAll(/(\bfrom\s+|\bimport\()'(\.{1,2}\/[^']+)\.[jt]s'/g))
      found.add(`${normalize(join(dirname(file), path))}.d.ts`);
  }
  return [...found];
}

/** Deletes the declarations that nobody can import, because they would need packages that an app does not have. */
export function keepPublicDeclarations(folder: string): void {
  const kept = publicDeclarations(folder);
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.d.ts') && !kept.includes(file)) rmSync(join(folder, file));
  for (const file of kept) {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(RELATIVE, "$1'$2.js'"));
  }
}

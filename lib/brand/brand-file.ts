import { readFileSync } from 'node:fs';

/** Returns the content of a file in the folder `brand/`, by its path from the repository's root, or the problem. */
export function readBrandFile(path: string): Buffer | { readonly wrong: string } {
  try {
    return readFileSync(new URL(`../../${path}`, import.meta.url));
  } catch {
    return { wrong: `${path} cannot be read. Fix: put the file there; the path starts at the root of this repository` };
  }
}

import { readFileSync } from 'node:fs';

/** Reads a file of the folder `brand/`, by its path from the repository's root; says so where it cannot. */
export function readBrandFile(path: string): Buffer | { readonly wrong: string } {
  try {
    return readFileSync(new URL(`../../${path}`, import.meta.url));
  } catch {
    return { wrong: `${path} cannot be read; put it there (the path is from the root of this repository)` };
  }
}

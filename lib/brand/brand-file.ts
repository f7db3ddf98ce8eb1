import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { inPackage, root } from '../build/root.ts';
import { configFile } from '../settings/config-path.ts';

/**
 * Returns the folder that has `brand/`: that of the configuration file, or the repository. A CDK app that imports the
 * npm package has it where it runs.
 */
function parentOfBrand(): string {
  const file = configFile();
  if (file !== undefined) return dirname(resolve(file));
  return inPackage ? process.cwd() : root;
}

/** Returns the content of a file in the folder `brand/`, by its path from the folder that has it, or the problem. */
export function readBrandFile(path: string): Buffer | { readonly wrong: string } {
  const folder = parentOfBrand();
  try {
    return readFileSync(join(folder, path));
  } catch {
    return { wrong: `${path} cannot be read. Fix: put the file there; the path starts at ${folder}` };
  }
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository, or of the npm package. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Folder of bundles and pages that the npm package brings. The repository builds them at synth. */
export const prebuilt = join(root, 'prebuilt');

/** Whether this is the npm package. */
export const inPackage = existsSync(prebuilt);

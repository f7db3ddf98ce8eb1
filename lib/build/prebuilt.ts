import { copyFileSync, cpSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import type { Deployable } from './deployable.ts';
import { prebuilt } from './root.ts';

/** Folder of the pages in `prebuilt`. */
export const PAGES = 'pages';

/**
 * Path in `prebuilt` of the bundle of a function.
 *
 * @param directory left out for a bundle that is the same with every directory
 */
export const bundlePath = (entry: string, directory?: DirectoryName): string =>
  join('functions', directory ?? '', `${basename(entry, '.ts')}.mjs`);

/** Takes functions and pages as the npm package brings them. */
export const deployable: Deployable = {
  prepare: () => Promise.resolve(),
  writeFunction(entry, directory, file) {
    const own = join(prebuilt, bundlePath(entry, directory));
    copyFileSync(existsSync(own) ? own : join(prebuilt, bundlePath(entry)), file);
  },
  writePages(folder) {
    cpSync(join(prebuilt, PAGES), folder, { recursive: true });
  },
};

import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { functionBundle } from './bundle.ts';
import { buildAhead } from './ahead.ts';
import { builtBefore } from './built-before.ts';
import type { Deployable } from './deployable.ts';
import { root } from './root.ts';

/** Builds functions and pages from the sources of this repository, or takes what was built before. */
export const deployable: Deployable = {
  prepare(directory) {
    // The laptop cloud has built everything itself. Otherwise the builds begin before this returns.
    return builtBefore.size > 0 ? Promise.resolve() : buildAhead(directory);
  },
  writeFunction(entry, directory, file) {
    const built = builtBefore.get(entry);
    if (built === undefined) buildSync({ ...functionBundle(entry, directory), outfile: file });
    else copyFileSync(built, file);
  },
  writePages(folder) {
    const built = builtBefore.get('web');
    if (built === undefined) buildPages(folder);
    else cpSync(built, folder, { recursive: true });
  },
};

function buildPages(folder: string): void {
  execFileSync(process.execPath, [join(root, 'lib/build/pages.ts'), folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

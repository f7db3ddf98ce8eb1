import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { DIRECTORIES, type DirectoryName } from '../../functions/operations/fields.ts';
import {
  auxiliaryFunctions,
  backgroundFunctions,
  operations,
  operationsWith,
} from '../../functions/operations/index.ts';
import { functionBundles } from '../../lib/build/bundle.ts';
import { buildPages } from '../../lib/build/pages.ts';
import { bundlePath, PAGES } from '../../lib/build/prebuilt.ts';
import { root } from '../../lib/build/root.ts';

/**
 * Builds the functions with each directory, and the pages, as a stack deploys them. A bundle that is the same with
 * every directory is there once.
 *
 * @returns the files that they are made from, relative to the repository
 */
export async function buildDeployables(folder: string): Promise<string[]> {
  const inputs = new Set(await buildPages(join(folder, PAGES)));
  const built = new Map<string, Map<DirectoryName, Buffer>>();
  for (const directory of DIRECTORIES) {
    const entries = entriesWith(directory);
    const { metafile, outputFiles } = await build({
      ...functionBundles(Object.fromEntries(entries.map((entry) => [basename(entry, '.ts'), entry])), directory, root),
      metafile: true,
      write: false,
    });
    for (const input of Object.keys(metafile.inputs)) inputs.add(input);
    for (const entry of entries) {
      const output = outputFiles.find(({ path }) => basename(path) === basename(bundlePath(entry)));
      if (output === undefined) throw new Error(`${entry} has no bundle`);
      const bundles = built.get(entry) ?? new Map<DirectoryName, Buffer>();
      built.set(entry, bundles.set(directory, Buffer.from(output.contents)));
    }
  }
  for (const [entry, bundles] of built) write(folder, entry, bundles);
  return [...inputs];
}

const entriesWith = (directory: DirectoryName): string[] => [
  ...operationsWith(directory, 'altcha').map((id) => operations[id].entry),
  ...Object.values(backgroundFunctions),
  ...Object.values(auxiliaryFunctions),
];

function write(folder: string, entry: string, bundles: ReadonlyMap<DirectoryName, Buffer>): void {
  const [first, ...others] = bundles.values();
  const same = first !== undefined && others.every((other) => other.equals(first));
  for (const [directory, content] of bundles) {
    const file = join(folder, bundlePath(entry, same ? undefined : directory));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    if (same) return;
  }
}

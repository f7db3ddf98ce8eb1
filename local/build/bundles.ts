import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import { auxiliaryFunctions, backgroundFunctions, operations } from '../../functions/operations/index.ts';
import { functionBundles } from '../../lib/build/bundle.ts';
import { root } from '../../lib/build/root.ts';

/** Entry of each function that the laptop's stack has with this directory, by the function's stem. */
export function entriesWith(directory: DirectoryName): Record<string, string> {
  const inStack = Object.entries(operations).filter(
    ([, operation]) => directory === 'built-in' || !('builtInDirectory' in operation),
  );
  return {
    ...Object.fromEntries(inStack.map(([stem, { entry }]) => [stem, entry])),
    ...backgroundFunctions,
    'settings-record': auxiliaryFunctions['settings-record'],
  };
}

/** Path of a function's bundle in a folder of bundles. */
export const bundleIn = (folder: string, stem: string): string => join(folder, stem, 'index.mjs');

export interface BundleOptions {
  readonly directory: DirectoryName;
  /** Gets one folder for each function, with `index.mjs` in it. */
  readonly folder: string;
  /** True for the bundle of a debugger: names stay readable, and `index.mjs.map` leads to the source. */
  readonly debug?: boolean;
}

/**
 * Bundles functions as the stack does, in one build.
 *
 * @returns the files that each bundle is made from, relative to the repository, by the function's stem
 * @throws esbuild's `BuildFailure`; no bundle is replaced then
 */
export async function bundleFunctions(
  entries: Readonly<Record<string, string>>,
  { directory, folder, debug = false }: BundleOptions,
): Promise<Record<string, string[]>> {
  if (Object.keys(entries).length === 0) return {};
  const { metafile, outputFiles } = await build({
    ...functionBundles(
      Object.fromEntries(Object.entries(entries).map(([stem, entry]) => [`${stem}/index`, entry])),
      directory,
      folder,
    ),
    ...(debug && { minify: false, sourcemap: 'linked' as const }),
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  await Promise.all(outputFiles.map(({ path, contents }) => replaceFile(path, contents)));
  return Object.fromEntries(
    Object.keys(entries).map((stem) => {
      const output = metafile.outputs[relative(root, bundleIn(folder, stem))];
      return [stem, Object.keys(output?.inputs ?? {})];
    }),
  );
}

/**
 * Replaces a file in one step, because a function may be starting from it; leaves a file of the same content alone.
 */
async function replaceFile(path: string, contents: Uint8Array): Promise<void> {
  const before = await readFile(path).catch(() => undefined);
  if (before?.equals(contents) === true) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, contents);
  await rename(`${path}.new`, path);
}

import { basename } from 'node:path';
import { buildSync } from 'esbuild';
import type { DirectoryName } from '../functions/operations/fields.ts';
import { auxiliaryFunctions, backgroundFunctions, operations } from '../functions/operations/index.ts';
import { functionBundle } from '../lib/build/bundle.ts';

/** Bytes of each file that a bundle carries. */
export type BundleInputs = Readonly<Record<string, number>>;

const ENTRIES = {
  ...Object.fromEntries(Object.entries(operations).map(([id, { entry }]) => [id, entry])),
  ...backgroundFunctions,
  ...auxiliaryFunctions,
};

/** Makes the bundle of each function with this directory, as the stack does, without writing it. */
export function bundlesWith(directory: DirectoryName): Readonly<Record<string, BundleInputs>> {
  // One build of all entries reads shared files once. Without splitting, each bundle is the same as when built alone.
  const { outputs } = buildSync({
    ...functionBundle('', directory),
    entryPoints: ENTRIES,
    metafile: true,
    write: false,
    outdir: '.',
    outExtension: { '.js': '.mjs' },
  }).metafile;
  const carried = (inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>) =>
    Object.entries(inputs)
      .map(([file, { bytesInOutput }]) => [file, bytesInOutput] as const)
      .filter(([, bytes]) => bytes > 0);
  return Object.fromEntries(
    Object.entries(outputs).map(([file, { inputs }]) => [basename(file, '.mjs'), Object.fromEntries(carried(inputs))]),
  );
}

import { buildSync } from 'esbuild';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import { auxiliaryFunctions, backgroundFunctions, operations } from '../../functions/operations/index.ts';
import { functionBundle } from '../../lib/constructs/function-code.ts';

/** Bytes in a bundle by where they come from: an npm package, or a folder of this repository. */
export type Parts = Readonly<Record<string, number>>;

/** The parts of each function's bundle, by the function's name. */
export type Bundles = Readonly<Record<string, Parts>>;

const ENTRIES = {
  ...Object.fromEntries(Object.entries(operations).map(([id, { entry }]) => [id, entry])),
  ...backgroundFunctions,
  ...auxiliaryFunctions,
};

const PACKAGE = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** `functions/adapters/ses/mailer.ts` is of `functions/adapters`, and a file of a package of that package. */
export function partOf(file: string): string {
  const name = PACKAGE.exec(file)?.[1];
  return name ?? file.split('/').slice(0, -1).slice(0, 2).join('/');
}

/** Makes each function's bundle as the stack does, with this directory, without writing it. */
export function bundlesWith(directory: DirectoryName): Bundles {
  return Object.fromEntries(Object.entries(ENTRIES).map(([name, entry]) => [name, partsOf(entry, directory)]));
}

function partsOf(entry: string, directory: DirectoryName): Parts {
  const options = { ...functionBundle(entry, directory), metafile: true, write: false, outfile: 'index.mjs' } as const;
  const parts: Record<string, number> = {};
  for (const { inputs } of Object.values(buildSync(options).metafile.outputs))
    for (const [file, { bytesInOutput }] of Object.entries(inputs))
      if (bytesInOutput > 0) parts[partOf(file)] = (parts[partOf(file)] ?? 0) + bytesInOutput;
  return Object.fromEntries(Object.entries(parts).sort(([one], [other]) => (one < other ? -1 : 1)));
}

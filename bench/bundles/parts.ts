import { basename } from 'node:path';
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
  return Object.fromEntries(Object.entries(inputsWith(directory)).map(([name, inputs]) => [name, partsOf(inputs)]));
}

/** Bytes of each file in each function's bundle, by the function's name; files of which nothing is left are not in it. */
export function inputsWith(directory: DirectoryName): Readonly<Record<string, Readonly<Record<string, number>>>> {
  // One build of all entries reads what they share once. Without splitting, each entry's bundle is what it is alone.
  const { outputs } = buildSync({
    ...functionBundle('', directory),
    entryPoints: ENTRIES,
    metafile: true,
    write: false,
    outdir: '.',
    outExtension: { '.js': '.mjs' },
  }).metafile;
  return Object.fromEntries(
    Object.entries(outputs).map(([file, { inputs }]) => [
      basename(file, '.mjs'),
      Object.fromEntries(
        Object.entries(inputs).flatMap(([input, { bytesInOutput }]) =>
          bytesInOutput > 0 ? [[input, bytesInOutput] as const] : [],
        ),
      ),
    ]),
  );
}

function partsOf(inputs: Readonly<Record<string, number>>): Parts {
  const parts: Record<string, number> = {};
  for (const [file, bytes] of Object.entries(inputs)) parts[partOf(file)] = (parts[partOf(file)] ?? 0) + bytes;
  return Object.fromEntries(Object.entries(parts).sort(([one], [other]) => (one < other ? -1 : 1)));
}

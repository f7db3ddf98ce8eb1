import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Paths in a data folder of the bundles and pages that are built for synthesis, and of the lists of their sources.
 */
export const buildFolder = (dataDir: string) => ({
  bundles: join(dataDir, 'built', 'functions'),
  bundleInputs: join(dataDir, 'built', 'functions.json'),
  pages: join(dataDir, 'built', 'pages'),
  pagesInputs: join(dataDir, 'built', 'pages.json'),
  /** Bundles for the debugger. */
  debug: join(dataDir, 'built', 'debug'),
});

export type BuildFolder = ReturnType<typeof buildFolder>;

/** Files, relative to the repository, that each function's bundle and the pages are made from. */
export interface Inputs {
  readonly functions: Readonly<Record<string, readonly string[]>>;
  readonly pages: readonly string[];
}

export async function readInputs(folder: BuildFolder): Promise<Inputs> {
  const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
  return {
    functions: (await read(folder.bundleInputs)) as Inputs['functions'],
    pages: (await read(folder.pagesInputs)) as Inputs['pages'],
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import { auxiliaryFunctions, backgroundFunctions, operations } from '../../functions/operations/index.ts';
import { builtBefore } from './built-before.ts';
import { functionBundles } from './bundle.ts';
import { buildPagesBeside } from './pages-beside.ts';

/**
 * Builds the functions and the pages side by side, while CDK loads, and leaves them in `builtBefore`. Nothing is kept
 * for a later run: the folder is temporary.
 *
 * @throws where something does not build; the errors are printed
 */
export async function buildAhead(directory: DirectoryName): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'password-reset-build-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const pages = join(folder, 'pages');
  await Promise.all([buildFunctions(directory, join(folder, 'functions')), buildPagesBeside(pages)]);
  builtBefore.set('web', pages);
}

async function buildFunctions(directory: DirectoryName, outdir: string): Promise<void> {
  const entries = [
    ...Object.values(operations).map(({ entry }) => entry),
    ...Object.values(backgroundFunctions),
    ...Object.values(auxiliaryFunctions),
  ];
  await build(functionBundles(Object.fromEntries(entries.entries()), directory, outdir));
  for (const [index, entry] of entries.entries()) builtBefore.set(entry, join(outdir, `${index}.mjs`));
}

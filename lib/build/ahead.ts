import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import { auxiliaryFunctions, backgroundFunctions, operations } from '../../functions/operations/index.ts';
import { builtBefore, functionBundle, root } from './bundle.ts';

/**
 * Builds the functions and the pages side by side, while CDK loads, and leaves them in `builtBefore`. Nothing is kept
 * for a later run: the folder is temporary.
 *
 * @throws where something does not build; the errors are printed
 */
export async function buildAhead(directory: DirectoryName): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'password-reset-build-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await Promise.all([buildFunctions(directory, join(folder, 'functions')), buildPages(join(folder, 'pages'))]);
}

/** One build reads the files that functions share once. Without splitting, each bundle is that of a build of its own. */
async function buildFunctions(directory: DirectoryName, outdir: string): Promise<void> {
  const entries = [
    ...Object.values(operations).map(({ entry }) => entry),
    ...Object.values(backgroundFunctions),
    ...Object.values(auxiliaryFunctions),
  ];
  const named = entries.map((entry, index) => ({ entry, name: String(index) }));
  await build({
    ...functionBundle('', directory),
    entryPoints: named.map(({ entry, name }) => ({ in: entry, out: name })),
    outdir,
    outExtension: { '.js': '.mjs' },
  });
  for (const { entry, name } of named) builtBefore.set(entry, join(outdir, `${name}.mjs`));
}

async function buildPages(folder: string): Promise<void> {
  const script = join(root, 'lib/build/pages.ts');
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code]: unknown[] = await once(child, 'close');
  if (code !== 0) throw new Error('the pages do not build');
  builtBefore.set('web', folder);
}

import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DirectoryName } from '../../functions/operations/fields.ts';
import { buildFolder, readInputs } from './folder.ts';

/**
 * The process that synthesizes the laptop's stack. It builds the functions and the pages side by side while CDK loads,
 * into the data folder, where the next start finds them, and gives them to the app.
 *
 * `BUILD_DATA_DIR` is the data folder. With `BUILD_REUSE=1` what was built before is used again, and the synthesis
 * waits for the end of the standard input: the process is started in advance and loads CDK meanwhile.
 */

const folder = buildFolder(process.env['BUILD_DATA_DIR'] ?? '.local');
const context = JSON.parse(process.env['CDK_CONTEXT_JSON'] ?? '{}') as { readonly directory?: DirectoryName };

/** Loads the packages that `lib/` imports, but nothing of ours, which may be saved before the synthesis begins. */
async function loadPackages(): Promise<void> {
  const lib = fileURLToPath(new URL('../../lib', import.meta.url));
  const files = (await readdir(lib, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const sources = await Promise.all(files.map((file) => readFile(join(lib, file), 'utf8')));
  const names = sources.flatMap((source) => [...source.matchAll(/^(?:import .*|\}) from '([a-z][^']*)';$/gm)]);
  await Promise.all([...new Set(names.map(([, name]) => name ?? ''))].map((name) => import(name)));
}

async function build(): Promise<readonly string[]> {
  if (process.env['BUILD_REUSE'] === '1') {
    await loadPackages();
    process.stdin.resume();
    await once(process.stdin, 'end');
    return Object.keys((await readInputs(folder)).functions);
  }
  const { buildPagesBeside } = await import('../../lib/build/pages-beside.ts');
  // The process of the pages has printed why.
  const pages = buildPagesBeside(folder.pages, folder.pagesInputs).catch(() => process.exit(1));
  const { bundleFunctions, entriesWith } = await import('./bundles.ts');
  const { directory = 'built-in' } = context;
  const bundles = bundleFunctions(entriesWith(directory), { directory, folder: folder.bundles });
  await Promise.all([bundles, import('../../lib/password-reset-stack.ts')]);
  const inputs = await bundles;
  await writeFile(folder.bundleInputs, JSON.stringify(inputs));
  await pages;
  return Object.keys(inputs);
}

const stems = await build();
const { bundleIn, entriesWith } = await import('./bundles.ts');
const { builtBefore } = await import('../../lib/build/built-before.ts');
const entries = new Map(Object.entries(entriesWith(context.directory ?? 'built-in')));
for (const stem of stems) {
  const entry = entries.get(stem);
  if (entry !== undefined) builtBefore.set(entry, bundleIn(folder.bundles, stem));
}
builtBefore.set('web', folder.pages);
await import('../../bin/app.ts');

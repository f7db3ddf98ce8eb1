import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { build } from 'vite';
import { root } from './root.ts';

const CONFIGS = ['web/vite.config.ts', 'web/vite.embed.config.ts'];

/**
 * Builds the hosted pages and the module that embeds them into one folder, as the stack does.
 *
 * @returns the files that they are made from, relative to the repository
 * @throws Vite's error, whose message names the file and the line
 */
export async function buildPages(outDir: string): Promise<string[]> {
  const inputs = new Set<string>();
  // The first build empties the folder, so the second waits for it.
  for (const config of CONFIGS) {
    const built = await build({ configFile: join(root, config), logLevel: 'silent', build: { outDir } });
    const outputs = 'output' in built ? built.output : [];
    for (const output of outputs) {
      const files = output.type === 'chunk' ? output.moduleIds : output.originalFileNames;
      for (const file of files) inputs.add(relative(root, resolve(root, 'web', file)));
    }
  }
  return [...inputs];
}

// Started as a process, it builds beside everything else: `node lib/build/pages.ts <folder> [file for the inputs]`.
if (import.meta.main) {
  const [folder = '', file] = process.argv.slice(2);
  try {
    const inputs = await buildPages(folder);
    if (file !== undefined) await writeFile(file, JSON.stringify(inputs));
  } catch (error) {
    console.error(error instanceof Error ? `Error: ${error.message}` : error);
    process.exitCode = 1;
  }
}

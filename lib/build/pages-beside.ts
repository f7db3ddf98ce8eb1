import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './root.ts';

/**
 * Builds the hosted pages in a process of its own, beside everything else.
 *
 * @param inputs file that gets the names of the files that they are made from
 * @throws if they do not build; the process has printed why
 */
export async function buildPagesBeside(folder: string, inputs?: string): Promise<void> {
  const script = join(root, 'lib/build/pages.ts');
  const args = inputs === undefined ? [folder] : [folder, inputs];
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code]: unknown[] = await once(child, 'close');
  if (code !== 0) throw new Error('the pages do not build');
}

import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOLDER, run } from './command.ts';

/** The npm package of this checkout, packed once in a run. */
export const ARCHIVE = join(FOLDER, 'package.tgz');

/** Milliseconds for building, and for packing. */
const LIMIT = 240_000;

/** Builds and packs the npm package of a checkout with the commands of the guide; the file is the archive. */
export async function packInto(file: string, checkout: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  const options = { cwd: checkout, log: join(FOLDER, 'package.log'), limit: LIMIT };
  try {
    const built = join(folder, 'package');
    await run(process.execPath, [join(checkout, 'bin/build-package.ts'), built], options);
    await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder, built], options);
    const { name, version } = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8')) as Record<string, string>;
    renameSync(join(folder, `${name}-${version}.tgz`), file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './release.ts';

/** Returns why a revision of this repository cannot be had; undefined if it can. */
export function missing(revision: string): string | undefined {
  const { status, error } = spawnSync('git', ['cat-file', '-e', `${revision}^{commit}`], {
    cwd: ROOT,
    stdio: 'ignore',
  });
  if (error !== undefined) return 'git cannot be run';
  return status === 0 ? undefined : `this copy has no revision ${revision}: git fetch --unshallow --tags`;
}

/** Extracts a revision of this repository into an empty folder, with the packages of its lock file. */
export function checkOut(revision: string, folder: string): void {
  const archive = execFileSync('git', ['archive', '--format=tar', revision], { cwd: ROOT, maxBuffer: 2 ** 30 });
  execFileSync('tar', ['-xf', '-', '-C', folder], { input: archive });
  const lock = (root: string) => readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (lock(folder) === lock(ROOT)) symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  else execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder, stdio: 'pipe' });
}

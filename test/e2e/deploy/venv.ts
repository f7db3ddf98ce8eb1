import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER, ROOT, run } from './command.ts';

const VENV = join(FOLDER, 'venv');
const REQUIREMENTS = join(ROOT, 'test/e2e/deploy/requirements.txt');

/** The Python inside the virtual environment. */
export const PYTHON = join(VENV, 'bin/python');

/**
 * Makes the virtual environment with exactly the packages of `requirements.txt`, unless it has them already.
 *
 * @throws if there is no Python 3 or a package cannot be installed
 */
export async function makeVenv(): Promise<void> {
  const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  const stamp = join(VENV, 'requirements.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(VENV, { recursive: true, force: true });
  const log = join(FOLDER, 'venv.log');
  await run('python3', ['-m', 'venv', VENV], { log, limit: 60_000 });
  await run(PYTHON, ['-m', 'pip', 'install', '--no-input', '--quiet', '-r', REQUIREMENTS], { log, limit: 180_000 });
  writeFileSync(stamp, wanted);
}

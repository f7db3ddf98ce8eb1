import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

const changed = async (file: string): Promise<number> =>
  (await stat(join(FOLDER, file)).catch(() => undefined))?.mtimeMs ?? 0;

/** Installs the peers as their lock says, unless that was done since the lock changed. No script of theirs is run. */
export async function installPeers(): Promise<void> {
  if ((await changed('node_modules/.package-lock.json')) > (await changed('package-lock.json'))) return;
  console.error('Installing the peers …');
  const npm = spawn('npm', ['ci', '--ignore-scripts'], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(npm, 'exit');
  if (code !== 0) throw new Error(`npm ci in bench/peers ended with ${code}`);
}

/** The installed version of a peer. */
export async function versionOf(name: string): Promise<string> {
  const text = await readFile(join(FOLDER, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockDataDir } from '../../../local/data-dir-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('one cloud at a time has a data folder', async () => {
  const unlock = await lockDataDir(folder);
  await expect(lockDataDir(folder)).rejects.toThrow('Another cloud runs on');
  await unlock();
  await (await lockDataDir(folder))();
});

test('a run that was killed does not block the next', async () => {
  const lock = fileURLToPath(new URL('../../../local/data-dir-lock.ts', import.meta.url));
  const script = `import { lockDataDir } from ${JSON.stringify(lock)};
    await lockDataDir(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  await expect(lockDataDir(folder)).rejects.toThrow('Another cloud runs on');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await (await lockDataDir(folder))();
});

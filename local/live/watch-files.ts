import { type FSWatcher, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders and files that no source is in. */
const IGNORED = /(?:^|\/)(?:node_modules|dist|coverage|\.[^/]*|[^/]*~|[^/]*\.(?:new|tmp|swp))(?:\/|$)/;

/**
 * Reports files that are saved, made or removed below the folders, by their paths relative to `root`, with slashes.
 *
 * Watches each folder by itself: a recursive watch loses sight of a file on Linux once an editor has replaced it.
 */
export async function watchFiles(
  root: string,
  folders: readonly string[],
  onSaved: (path: string) => void,
): Promise<{ stop(): Promise<void> }> {
  const watchers = new Map<string, FSWatcher>();

  async function follow(folder: string): Promise<void> {
    if (watchers.has(folder) || IGNORED.test(folder)) return;
    const watcher = watch(join(root, folder), (_, name) => {
      const path = `${folder}/${name}`;
      if (name === null || IGNORED.test(path)) return;
      onSaved(path);
      // It may be a new folder, with files in it already.
      void follow(path).catch(() => {});
    });
    watchers.set(folder, watcher);
    watcher.once('error', () => forget(folder));
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => undefined);
    if (entries === undefined) return forget(folder);
    await Promise.all(entries.filter((entry) => entry.isDirectory()).map(({ name }) => follow(`${folder}/${name}`)));
  }

  function forget(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  await Promise.all(folders.map(follow));
  return {
    stop() {
      for (const folder of watchers.keys()) forget(folder);
      return Promise.resolve();
    },
  };
}

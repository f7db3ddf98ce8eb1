import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bind = (server: Server, path: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(path, () => resolve(true));
  });

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/**
 * Lets one cloud at a time use a data folder. The lock is a listening socket, which the system drops with the
 * process: a run that crashed leaves at most a file that nobody answers at.
 *
 * @returns a function that releases the folder
 * @throws if another running cloud has the folder
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  const digest = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16);
  // In the temporary folder, because the path of a socket may have 103 characters at most.
  const path = join(tmpdir(), `password-reset-${digest}.sock`);
  const server = createServer((socket) => socket.destroy());
  server.unref();
  if (!(await bind(server, path))) {
    if (await answers(path)) {
      throw new Error(`Another cloud runs on ${dataDir}. Stop it, or choose another folder with --data-dir DIR.`);
    }
    rmSync(path, { force: true });
    if (!(await bind(server, path))) throw new Error(`${path} is in use`);
  }
  return () => new Promise((resolve) => server.close(() => resolve()));
}

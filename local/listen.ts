import type { Server } from 'node:http';

/** Everything on the laptop listens on this address alone. */
export const LOOPBACK = '127.0.0.1';

export interface Listening {
  /** Without a trailing slash. */
  readonly url: string;
  /** Closes the port and every connection to it. */
  stop(): Promise<void>;
}

/** Binds a server to loopback; rejects with the system's error (`EADDRINUSE`) if the port is taken. */
export function listen(server: Server, port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve({
        url: `http://${LOOPBACK}:${port}`,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped());
            server.closeAllConnections();
          }),
      });
    });
  });
}

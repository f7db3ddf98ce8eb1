import type { Server } from 'node:http';
import { close, listen as open } from './emulators/loopback.ts';

export { LOOPBACK } from './emulators/loopback.ts';

export interface Listening {
  /** Without a trailing slash. */
  readonly url: string;
  /** Closes the port and every connection to it. */
  stop(): Promise<void>;
}

/** Binds a server to loopback; rejects with the system's error (`EADDRINUSE`) if the port is taken. */
export async function listen(server: Server, port: number): Promise<Listening> {
  return { url: await open(server, port), stop: () => close(server) };
}

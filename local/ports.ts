import { createServer } from 'node:net';
import { LOOPBACK } from './listen.ts';

/** The cloud's ports by name, in order from the base. */
export const PORTS = [
  'site',
  'api',
  'inbox',
  'recaptcha',
  'dynamodb',
  'secretsManager',
  'runtimeApi',
  'directory',
  'ldap',
  'eventBridge',
] as const;

export type PortName = (typeof PORTS)[number];

const DEFAULT_BASE = 4000;

/** @throws if the base leaves no room for ten ports */
export function portsFrom(base: number = DEFAULT_BASE): Record<PortName, number> {
  if (!Number.isInteger(base) || base < 1024 || base + PORTS.length > 65_536) {
    throw new Error(`--port ${base}: must be a number from 1024 to ${65_536 - PORTS.length}`);
  }
  return Object.fromEntries(PORTS.map((name, index) => [name, base + index])) as Record<PortName, number>;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(port, LOOPBACK, () => server.close(() => resolve(true)));
  });
}

const portError = (taken: readonly string[]): Error =>
  new Error(`In use by another program: ${taken.join(', ')}. Choose other ports, as in: npm start -- --port 5000`);

/** @throws an error that names every taken port, before anything is started */
export async function checkPorts(ports: Record<PortName, number>): Promise<void> {
  const taken: string[] = [];
  for (const name of PORTS) if (!(await isFree(ports[name]))) taken.push(`port ${ports[name]} (${name})`);
  if (taken.length > 0) throw portError(taken);
}

/** Names the port in the error of a service that found it taken. */
export async function onPort<Started>(name: PortName, port: number, starting: Promise<Started>): Promise<Started> {
  try {
    return await starting;
  } catch (error) {
    if (Object(error).code === 'EADDRINUSE') throw portError([`port ${port} (${name})`]);
    throw error;
  }
}

/** A base whose ports are all free now, below the range that systems give to outgoing connections. */
export async function freePortBase(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const base = 10_000 + Math.floor(Math.random() * 2000) * 10;
    const free = await Promise.all(Object.values(portsFrom(base)).map(isFree));
    if (free.every(Boolean)) return base;
  }
  throw new Error('No ten free ports in a row were found');
}

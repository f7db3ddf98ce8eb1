import { once } from 'node:events';

/** Stops the cloud that the tests started; a deployment given by `ENDPOINTS` is left alone. */
export default async function stop(): Promise<void> {
  const child = globalThis.startedCloud;
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(timer);
}

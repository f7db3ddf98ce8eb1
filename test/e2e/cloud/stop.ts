import { stopCloudProcess } from '../../../local/cloud-process.ts';

/** Stops the cloud that the tests started; a deployment given by `ENDPOINTS` is left alone. */
export default async function stop(): Promise<void> {
  if (globalThis.startedCloud !== undefined) await stopCloudProcess(globalThis.startedCloud);
}

import { stopCloudProcess } from '../../../local/cloud-process.ts';

/** Stops the clouds that the tests started; a deployment given by `ENDPOINTS` is left alone. */
export default async function stop(): Promise<void> {
  await Promise.all((globalThis.startedClouds ?? []).map(stopCloudProcess));
}

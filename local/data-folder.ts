import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockDataDir } from './data-dir-lock.ts';
import type { Running } from './running.ts';

const ASSEMBLY_FILES = ['cdk.out', 'cdk.inputs', 'built'];
const ENDPOINTS = 'endpoints.json';

/**
 * Reserves the data folder for this cloud and removes leftovers of an earlier run.
 *
 * @returns the folder for logs
 */
export async function prepareFolder(dataDir: string, fresh: boolean, running: Running): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const unlock = await lockDataDir(dataDir);
  running.add({ stop: unlock });
  const entries = await readdir(dataDir);
  const dropped = fresh ? entries.filter((entry) => !ASSEMBLY_FILES.includes(entry)) : [ENDPOINTS];
  for (const entry of dropped) await rm(join(dataDir, entry), { recursive: true, force: true });
  const logs = join(dataDir, 'logs');
  await mkdir(logs, { recursive: true });
  return logs;
}

/** Writes the endpoints file and removes it when the cloud stops. Renaming keeps readers from seeing half a file. */
export async function writeEndpoints(dataDir: string, endpoints: object, running: Running): Promise<void> {
  const file = join(dataDir, ENDPOINTS);
  await writeFile(`${file}.new`, `${JSON.stringify(endpoints, null, 2)}\n`);
  await rename(`${file}.new`, file);
  running.add({ stop: () => rm(file, { force: true }) });
}

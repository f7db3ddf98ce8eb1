import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Variable with the folder of the templates of this run, which its workers share. */
export const TEMPLATES = 'TEMPLATES_OF_THIS_RUN';

/** Makes the folder. The sources do not change during a run, so that no template in it is outdated. */
export default function share(): void {
  process.env[TEMPLATES] ??= mkdtempSync(join(tmpdir(), 'templates-'));
}

/** Removes it. */
export function unshare(): void {
  const folder = process.env[TEMPLATES];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}

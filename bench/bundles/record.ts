import { readFileSync, writeFileSync } from 'node:fs';
import { DIRECTORIES, type DirectoryName } from '../../functions/operations/fields.ts';
import type { Bundles } from './parts.ts';

const FILE = new URL('recorded.json', import.meta.url);

/** The bundles of each directory as they were when somebody last looked at their sizes. */
export type Recorded = Readonly<Record<DirectoryName, Bundles>>;

export const readRecorded = (): Recorded => JSON.parse(readFileSync(FILE, 'utf8')) as Recorded;

export function writeRecorded(bundlesWith: (directory: DirectoryName) => Bundles): void {
  const recorded = Object.fromEntries(DIRECTORIES.map((directory) => [directory, bundlesWith(directory)]));
  writeFileSync(FILE, `${JSON.stringify(recorded, null, 2)}\n`);
}

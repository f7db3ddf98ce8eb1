import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RELEASED, readReleased } from './released.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Files that a release is checked by: their texts, by their paths in the repository. */
export type Read = (path: string) => string;

export const readFile: Read = (path) => readFileSync(`${ROOT}${path}`, 'utf8');

/** Files with the version, which is one for everything, and the way to it. */
const VERSIONED = [
  ['package.json', ['version']],
  ['client/package.json', ['version']],
  ['docs/reference/openapi.json', ['info', 'version']],
] as const;

const at = (value: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>((part, key) => (Object(part) as Record<string, unknown>)[key], value);

/** Returns the text below the heading of a version; undefined if the changelog has none. */
export function notesOf(version: string, changelog: string): string | undefined {
  const [, ...sections] = `\n${changelog}`.split(/\n## /);
  const section = sections.find((text) => text.startsWith(`${version} - `));
  return section === undefined ? undefined : section.slice(section.indexOf('\n')).trim();
}

/** Returns what is wrong with the record of what a release may not lose: it must be of the version before. */
function recordProblems(version: string, read: Read): string[] {
  const versions = [...read('CHANGELOG.md').matchAll(/^## (\d\S*) - /gm)].map(([, released]) => released);
  const before = versions.includes(version) ? versions[versions.indexOf(version) + 1] : undefined;
  if (before === undefined) return [];
  const { revision } = readReleased(read(RELEASED));
  if (revision === `v${before}`) return [];
  return [`${RELEASED}: is of ${revision}. Fix: npm run release:record -- --revision v${before}`];
}

/** Returns what is wrong with a release of this tag: sentences that say how to fix it. */
export function problemsOf(tag: string, read: Read): string[] {
  const [, version] = /^v(\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(tag) ?? [];
  if (version === undefined) return [`${tag}: must be v and a version, such as v0.2.0`];
  const others = VERSIONED.map(([file, keys]) => [file, at(JSON.parse(read(file)), keys)] as const).filter(
    ([, found]) => found !== version,
  );
  const changelog = read('CHANGELOG.md');
  const notes = notesOf(version, changelog);
  const [, heading = ''] = changelog.split(`\n## ${version} - `);
  return [
    ...others.map(([file, found]) => `${file}: has the version ${String(found)}. Fix: set it to ${version}`),
    ...(notes === undefined || notes === ''
      ? [`CHANGELOG.md: has nothing below "## ${version} - DATE". Fix: move what is unreleased there`]
      : []),
    ...(notes !== undefined && !/^\d{4}-\d\d-\d\d\n/.test(heading)
      ? [`CHANGELOG.md: the date of ${version} must be YYYY-MM-DD`]
      : []),
    ...recordProblems(version, read),
  ];
}

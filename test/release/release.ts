import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

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
  ];
}

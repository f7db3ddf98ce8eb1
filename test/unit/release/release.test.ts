import { notesOf, problemsOf, readFile } from '../../release/release.ts';

const CHANGELOG = `# Changelog

## Unreleased

## 1.2.0 - 2027-01-31

### Added

- A thing.

## 1.1.0 - 2026-12-01

- Another.
`;

const recordOf = (revision: string): string => JSON.stringify({ revision, accepted: {}, templates: [] });

/** A repository of the version 1.2.0, with other texts of some files. */
const repository =
  (others: Record<string, string> = {}) =>
  (path: string): string =>
    ({
      'package.json': '{ "version": "1.2.0" }',
      'client/package.json': '{ "version": "1.2.0" }',
      'docs/reference/openapi.json': '{ "info": { "version": "1.2.0" } }',
      'CHANGELOG.md': CHANGELOG,
      'test/release/released.json': recordOf('v1.1.0'),
      ...others,
    })[path] ?? '';

test('a release has one version everywhere, and a section of the changelog', () => {
  expect(problemsOf('v1.2.0', repository())).toEqual([]);
});

test('this checkout can be released as the version that it has', () => {
  const { version } = JSON.parse(readFile('package.json')) as { version: string };
  expect(problemsOf(`v${version}`, readFile)).toEqual([]);
});

test.each([
  ['a version that was forgotten', { 'client/package.json': '{ "version": "1.1.0" }' }, /^client\/package\.json: has/],
  ['a document that was not made again', { 'docs/reference/openapi.json': '{ "info": {} }' }, /^docs\/reference/],
  ['no section', { 'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n- A thing.\n' }, /has nothing below "## 1\.2\.0/],
  [
    'an empty section',
    { 'CHANGELOG.md': '# Changelog\n\n## 1.2.0 - 2027-01-31\n\n## 1.1.0 - 2026-12-01\n\n- x\n' },
    /has nothing/,
  ],
  [
    'a record of a release long ago',
    { 'test/release/released.json': recordOf('v1.0.0') },
    /^test\/release\/released\.json: is of v1\.0\.0\. Fix: npm run release:record -- --revision v1\.1\.0$/,
  ],
  ['no date', { 'CHANGELOG.md': '# Changelog\n\n## 1.2.0 - soon\n\n- A thing.\n' }, /must be YYYY-MM-DD/],
])('%s stops the release', (_, others: Record<string, string>, problem) => {
  expect(problemsOf('v1.2.0', repository(others))).toEqual([expect.stringMatching(problem)]);
});

test('a tag that is no version is refused', () => {
  expect(problemsOf('latest', repository())).toEqual(['latest: must be v and a version, such as v0.2.0']);
  expect(problemsOf('v1.2.0-rc.1', repository())).toHaveLength(4);
});

test('the notes of a release are its section of the changelog', () => {
  expect(notesOf('1.2.0', CHANGELOG)).toBe('### Added\n\n- A thing.');
  expect(notesOf('1.1.0', CHANGELOG)).toBe('- Another.');
  expect(notesOf('1.1', CHANGELOG)).toBeUndefined();
});

/** Folders of files whose names have the hash of their content. A name never gets another content. */
export const HASHED_FOLDERS = ['assets/', 'embed/'] as const;

/** File that names the hashed files of a release of the pages. */
export const HASHED_FILES = 'hashed-files.json';

/** File in which the command `deploy` records the hashed files of the last releases: cli/deploy/tidy-pages.ts. */
export const RELEASES = 'releases.json';

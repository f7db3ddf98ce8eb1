import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the repository, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Documents outside of docs/ that have a page, by their paths in the repository. */
const OTHERS: Readonly<Record<string, string>> = {
  'docs/site/home.md': 'index.md',
  'docs/README.md': 'contents.md',
  'README.md': 'introduction.md',
  'ARCHITECTURE.md': 'architecture.md',
  'CONTRIBUTING.md': 'project/contributing.md',
  'CHANGELOG.md': 'project/changelog.md',
  'SECURITY.md': 'project/security-policy.md',
  'CODE_OF_CONDUCT.md': 'project/code-of-conduct.md',
  'client/README.md': 'guides/client.md',
  'docs/adr/README.md': 'adr/index.md',
};

/** Files that a page may link to or show as they are. */
const ASSET = /^docs\/(reference\/[^/]+\.json|images\/[^/]+)$/;

/** Returns the page of a document, as a path of the site; undefined if it has none. */
export function pageOf(file: string): string | undefined {
  const [, example] = /^examples\/([^/]+)\/README\.md$/.exec(file) ?? [];
  if (example !== undefined) return `examples/${example}.md`;
  const [, document] = /^docs\/((?:guides|reference|adr)\/[^/]+\.md)$/.exec(file) ?? [];
  return OTHERS[file] ?? document;
}

/** Returns where the site has a file that it serves as it is; undefined if it has none. */
export const assetOf = (file: string): string | undefined =>
  ASSET.test(file) ? file.slice('docs/'.length) : file === 'LICENSE' ? 'LICENSE.txt' : undefined;

/** Committed and new files of the repository, without those that git ignores. */
export function repositoryFiles(): string[] {
  const options = { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], options);
  return listed.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

/** Copies a document or an asset to the place that VitePress reads it from. Tells whether the site has it. */
export function stage(file: string, folder: string): boolean {
  const page = pageOf(file);
  const asset = assetOf(file);
  const target = page ?? (asset === undefined ? undefined : `public/${asset}`);
  if (target === undefined) return false;
  mkdirSync(dirname(join(folder, target)), { recursive: true });
  cpSync(join(ROOT, file), join(folder, target));
  return true;
}

/** Empties the folder and copies everything that the site is made from into it. Returns the documents. */
export function stageAll(folder: string): string[] {
  rmSync(folder, { recursive: true, force: true });
  const files = repositoryFiles().filter((file) => stage(file, folder));
  const icon = readFileSync(join(ROOT, 'web/public/favicon.svg'), 'utf8');
  writeFileSync(join(folder, 'public/favicon.svg'), icon);
  return files.filter((file) => file.endsWith('.md'));
}

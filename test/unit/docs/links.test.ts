import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
/** Committed and new files, without those that git ignores. */
const files = git('ls-files', '-z', '--cached', '--others', '--exclude-standard').filter((file) =>
  existsSync(join(root, file)),
);
const documents = files.filter((file) => file.endsWith('.md'));
const text = (file: string) => readFileSync(join(root, file), 'utf8');
const withoutFences = (markdown: string) => markdown.replaceAll(/^\s*```[\s\S]*?^\s*```/gm, '');

/** Anchors of the headings of a document, as GitHub makes them. */
function anchorsOf(file: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = withoutFences(text(file)).matchAll(/^#{1,6} (.+)$/gm);
  return new Set(
    Array.from(headings, ([, heading = '']) => {
      const anchor = heading
        .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
        .replaceAll(' ', '-');
      const before = seen.get(anchor) ?? 0;
      seen.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
}

/** Targets of links, pictures and link definitions; external ones are left out. */
function linksOf(file: string): string[] {
  const prose = withoutFences(text(file)).replaceAll(/`[^`\n]*`/g, '');
  const inline = prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g);
  const definitions = prose.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm);
  const targets = [...inline, ...definitions].map(([, target = '']) => target);
  return targets.filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

function isBroken(file: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : normalize(join(dirname(file), decodeURIComponent(path)));
  if (target.startsWith('..') || !existsSync(join(root, target))) return true;
  if (anchor === undefined) return false;
  return !target.endsWith('.md') || !anchorsOf(target).has(anchor);
}

const folders = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/', 1)[0] ?? ''));
/** Results of commands that the documents name; git ignores them. */
const GENERATED = /^(client\/dist|bench\/results)(\/|$)/;

/**
 * Paths in backticks that look like files or folders of this repository: `folder/…` without placeholders or patterns.
 */
function pathsOf(file: string): string[] {
  const spans = withoutFences(text(file)).matchAll(/`([^`\n]+)`/g);
  return Array.from(spans, ([, span = '']) => span).filter(
    (span) => /^\.?[\w.-]+\/[\w./-]*$/.test(span) && folders.has(span.split('/', 1)[0] ?? '') && !GENERATED.test(span),
  );
}

function isMissing(file: string, path: string): boolean {
  const places = [path, join(dirname(file), path)];
  return !places.some((place) => existsSync(join(root, place)));
}

test('there are documents, links and paths to check', () => {
  expect(documents).toContain('README.md');
  expect(documents.flatMap(linksOf).length).toBeGreaterThan(100);
  expect(documents.flatMap(pathsOf).length).toBeGreaterThan(100);
});

test('a broken link, anchor and path is found', () => {
  expect(isBroken('README.md', 'docs/nowhere.md')).toBe(true);
  expect(isBroken('README.md', 'docs/README.md#nowhere')).toBe(true);
  expect(isBroken('README.md', '../outside.md')).toBe(true);
  expect(isBroken('README.md', 'docs/README.md#guides')).toBe(false);
  expect(isMissing('README.md', 'functions/nowhere.ts')).toBe(true);
  expect(isMissing('README.md', 'functions/ports.ts')).toBe(false);
});

test.each(documents)('%s links to files and headings that exist', (file) => {
  expect(linksOf(file).filter((link) => isBroken(file, link))).toEqual([]);
});

test.each(documents)('%s names files that exist', (file) => {
  expect(pathsOf(file).filter((path) => isMissing(file, path))).toEqual([]);
});

test('every decision and every document is in its index', () => {
  const indexed = (index: string) => new Set(linksOf(index).map((link) => normalize(join(dirname(index), link))));
  const inFolder = (folder: string) => documents.filter((file) => dirname(file) === folder);
  const decisions = inFolder('docs/adr').filter((file) => /\/\d{4}-/.test(file));
  expect(decisions.filter((file) => !indexed('docs/adr/README.md').has(file))).toEqual([]);
  const readable = [...inFolder('docs/guides'), ...inFolder('docs/reference')];
  expect(readable.filter((file) => !indexed('docs/README.md').has(file))).toEqual([]);
});

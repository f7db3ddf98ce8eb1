import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Files of the page by their paths. */
export type PageFiles = ReadonlyMap<string, { readonly type: string; readonly content: string }>;

const PAGE = new URL('page/', import.meta.url);

/** Reads and bundles the page. It takes a tenth of a second, so nothing is built beforehand. */
export async function pageFiles(): Promise<PageFiles> {
  const read = (name: string) => readFile(new URL(name, PAGE), 'utf8');
  const [html, css, built] = await Promise.all([
    read('index.html'),
    read('page.css'),
    build({
      entryPoints: [fileURLToPath(new URL('main.tsx', PAGE))],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      logLevel: 'silent',
    }),
  ]);
  return new Map([
    ['/', { type: 'text/html', content: html }],
    ['/page.css', { type: 'text/css', content: css }],
    ['/page.js', { type: 'text/javascript', content: built.outputFiles[0]?.text ?? '' }],
  ]);
}

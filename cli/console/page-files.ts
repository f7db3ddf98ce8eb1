import { readFile } from 'node:fs/promises';
import { pageScript } from '#console-script';

/** Files of the page by their paths. */
export type PageFiles = ReadonlyMap<string, { readonly type: string; readonly content: string }>;

/** Reads the page. In the repository its script is bundled each time, which takes a tenth of a second. */
export async function pageFiles(): Promise<PageFiles> {
  const read = (name: string) => readFile(new URL(`page/${name}`, import.meta.url), 'utf8');
  const [html, css, js] = await Promise.all([read('index.html'), read('page.css'), pageScript()]);
  return new Map([
    ['/', { type: 'text/html', content: html }],
    ['/page.css', { type: 'text/css', content: css }],
    ['/page.js', { type: 'text/javascript', content: js }],
  ]);
}

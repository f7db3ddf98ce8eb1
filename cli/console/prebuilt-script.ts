import { readFile } from 'node:fs/promises';

/** Returns the script of the page as the npm package brings it. */
export const pageScript = (): Promise<string> => readFile(new URL('page/page.js', import.meta.url), 'utf8');

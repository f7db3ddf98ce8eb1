import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { transformSync } from 'esbuild';

const fileOf = (name: string) => readFileSync(new URL(`./inbox-page/${name}`, import.meta.url), 'utf8');

/**
 * The page runs its own script alone. Its policy holds for the mails in it too: they bring styles and a logo, and no
 * script of theirs runs.
 */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src http: https: data:; connect-src 'self'";

/** Files of the inbox page by path. They load nothing from the network. */
const files: ReadonlyMap<string, { readonly type: string; readonly body: () => string }> = new Map([
  ['/', { type: 'text/html', body: () => fileOf('inbox.html') }],
  ['/inbox.css', { type: 'text/css', body: () => fileOf('inbox.css') }],
  [
    '/inbox.js',
    { type: 'text/javascript', body: () => transformSync(fileOf('inbox.ts'), { loader: 'ts', target: 'es2023' }).code },
  ],
]);

/** Answers a call for the inbox page. Returns false for any other call. */
export function answerPage(method: string | undefined, path: string, response: ServerResponse): boolean {
  const file = method === 'GET' ? files.get(path) : undefined;
  if (file === undefined) return false;
  response.writeHead(200, {
    'content-type': `${file.type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy': POLICY,
  });
  response.end(file.body());
  return true;
}

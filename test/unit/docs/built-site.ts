import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDER = join(ROOT, 'dist/docs');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

/** The documentation site, built and served below a path, as the pages of a project are. */
export class BuiltSite {
  readonly #server: Server;
  readonly url: string;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/below/`;
  }

  static async build(): Promise<BuiltSite> {
    const environment = { ...process.env, GITHUB_REPOSITORY: undefined, DOCS_REPOSITORY: undefined };
    await promisify(execFile)(process.execPath, ['docs/site/main.ts'], { cwd: ROOT, env: environment });
    const server = createServer(({ url = '/' }, response) => {
      const { pathname } = new URL(url, 'http://localhost');
      const path = decodeURIComponent(pathname)
        .replace(/^\/below\//, '')
        .replace(/(^|\/)$/, '$1index.html');
      const body = contentOf(path);
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' });
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new BuiltSite(server);
  }

  /** Paths of all files, relative to the site. */
  get files(): string[] {
    const all = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
    return all.filter((path) => statSync(join(FOLDER, path)).isFile());
  }

  text(path: string): string {
    return readFileSync(join(FOLDER, path), 'utf8');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(join(FOLDER, path));
  } catch {
    return undefined;
  }
}

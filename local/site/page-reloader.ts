import type { ServerResponse } from 'node:http';

const SCRIPT_PATH = '/@reload/script.js';
const EVENTS_PATH = '/@reload/events';

const SCRIPT = `new EventSource('${EVENTS_PATH}').addEventListener('message', () => location.reload());\n`;
const TAG = `<script src="${SCRIPT_PATH}"></script></head>`;

/**
 * Reloads the pages that are open in browsers when their files change. The script is a file of the site's own origin,
 * so
 * the deployed content security policy lets it in unchanged.
 */
export class PageReloader {
  readonly #open = new Set<ServerResponse>();

  /** A page with the script in it. */
  extended(page: Buffer): Buffer {
    return Buffer.from(page.toString('utf8').replace('</head>', TAG));
  }

  /** Answers a request for the script or its events; false for any other path. */
  answer(path: string, headers: Readonly<Record<string, string>>, response: ServerResponse): boolean {
    if (path === SCRIPT_PATH) {
      response.writeHead(200, { ...headers, 'content-type': 'text/javascript', 'cache-control': 'no-store' });
      response.end(SCRIPT);
      return true;
    }
    if (path !== EVENTS_PATH) return false;
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': open\n\n');
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
    return true;
  }

  reload(): void {
    for (const response of this.#open) response.write('data: reload\n\n');
  }
}

import { gzipSync } from 'node:zlib';

/** Where the pages' settings are, which their script asks for. */
const SETTINGS = '/config.json';

const NAMED = /(?:src|href)="(\/[^"]+|\.\/[^"]+)"/g;

/**
 * The requests of a browser that opens the pages for the first time: the page, what it names of its own, and its settings. CloudFront
 * compresses text better than gzip, so the bytes are a little too many.
 */
export async function pagesOf(site: string): Promise<{ requests: number; bytes: number }> {
  const page = await bodyOf(`${site}/`);
  const named = [...page.toString('utf8').matchAll(NAMED)].map(([, path = '']) => new URL(path, `${site}/`).href);
  const files = [...new Set([...named, `${site}${SETTINGS}`])];
  const bodies = [page, ...(await Promise.all(files.map(bodyOf)))];
  return { requests: bodies.length, bytes: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) };
}

async function bodyOf(url: string): Promise<Buffer> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

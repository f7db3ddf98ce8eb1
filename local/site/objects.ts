import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import * as z from 'zod';
import type { Assembly } from '../assembly.ts';

const schema = z.object({
  SourceObjectKeys: z.array(z.string()),
  SourceMarkers: z.array(z.record(z.string(), z.coerce.string())).default([]),
  SourceMarkersConfig: z.array(z.object({ jsonEscape: z.coerce.boolean().default(false) })).default([]),
  DestinationBucketKeyPrefix: z.string().default(''),
  Exclude: z.array(z.string()).default([]),
  Include: z.array(z.string()).default([]),
  Prune: z.coerce.boolean().default(true),
  SystemMetadata: z.record(z.string(), z.string()).default({}),
});

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** An object of the site's bucket. */
export interface SiteObject {
  readonly body: Buffer;
  readonly contentType: string;
  readonly cacheControl: string | undefined;
  /** True where a later deployment that no longer has the file leaves it in the bucket. */
  readonly stays: boolean;
}

/** Returns the objects of a deployment, with those that it leaves of the deployment before. */
export const withThoseThatStay = (
  before: ReadonlyMap<string, SiteObject>,
  after: ReadonlyMap<string, SiteObject>,
): Map<string, SiteObject> => new Map([...[...before].filter(([, { stays }]) => stays), ...after]);

/** A pattern of `aws s3 sync`: `*` stands for any characters, slashes too. */
const patternMatches = (pattern: string, key: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(key);

/** Files in a folder, by their paths in it with slashes. */
export async function filesByPath(directory: string): Promise<Map<string, Buffer>> {
  const files = await filesIn(directory);
  return new Map(
    await Promise.all(
      files.map(
        async (file): Promise<[string, Buffer]> => [
          relative(directory, file).split(sep).join('/'),
          await readFile(file),
        ],
      ),
    ),
  );
}

export const contentTypeOf = (path: string): string => CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Objects that the template's bucket deployments put into the bucket, by key, with the markers of their sources
 * filled in.
 */
export async function siteObjects({ template, asset }: Assembly): Promise<Map<string, SiteObject>> {
  const objects = new Map<string, SiteObject>();
  for (const { properties } of template.read('Custom::CDKBucketDeployment', schema)) {
    const prefix = properties.DestinationBucketKeyPrefix.replace(/\/?$/, '/').replace(/^\//, '');
    const cacheControl = properties.SystemMetadata['cache-control'];
    for (const [index, source] of properties.SourceObjectKeys.entries()) {
      const directory = asset(source);
      const escaped = properties.SourceMarkersConfig[index]?.jsonEscape === true;
      const markers = Object.entries(properties.SourceMarkers[index] ?? {});
      for (const [path, file] of await filesByPath(directory)) {
        const matches = (pattern: string) => patternMatches(pattern, path);
        if (properties.Exclude.some(matches) && !properties.Include.some(matches)) continue;
        let body = file;
        if (markers.length > 0) {
          const fill = (text: string, [marker, value]: [string, string]) =>
            text.replaceAll(marker, () => (escaped ? JSON.stringify(value).slice(1, -1) : value));
          body = Buffer.from(markers.reduce(fill, body.toString('utf8')));
        }
        const contentType = properties.SystemMetadata['content-type'] ?? contentTypeOf(path);
        objects.set(prefix + path, { body, contentType, cacheControl, stays: !properties.Prune });
      }
    }
  }
  return objects;
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Assembly } from '../assembly.ts';
import { type Listening, listen } from '../listen.ts';
import { type ApiOrigin, passOn, resolved } from './api-origin.ts';
import { type Distribution, readDistribution } from './distribution.ts';
import { contentTypeOf, type SiteObject, siteObjects, withThoseThatStay } from './objects.ts';
import { PageReloader } from './page-reloader.ts';
import type { Passing } from './passing.ts';

const policySchema = z.object({ PolicyDocument: z.unknown() });
const configSchema = z.looseObject({ captchaSiteKey: z.string().optional(), captchaProvider: z.string().optional() });

interface Contents {
  readonly objects: Map<string, SiteObject>;
  readonly distribution: Distribution;
  readonly missing: 403 | 404;
}

/**
 * The hosted pages: the files that the stack puts into its bucket, served as its CloudFront distribution serves them,
 * with the API that the distribution passes calls on to.
 */
export class Site {
  #contents: Contents;
  #reloader: PageReloader | undefined;
  #api: ApiOrigin | undefined;
  /** What the values of the distribution's own headers refer to, as of the last deployment. */
  #values: ReadonlyMap<string, string> = new Map();

  private constructor(contents: Contents) {
    this.#contents = contents;
  }

  /** @throws if the template has no distribution or nothing to put into its bucket */
  static async load(assembly: Assembly): Promise<Site> {
    return new Site(await contentsOf(assembly));
  }

  /** Passes calls of the API's path on to it from now on. */
  async passTo(api: ApiOrigin): Promise<void> {
    this.#api = api;
    await this.#readValues(api);
  }

  async #readValues(api: ApiOrigin): Promise<void> {
    const { ownValues } = this.#contents.distribution;
    const read = ownValues.map(async (value): Promise<[string, string]> => [value, await resolved(value, api)]);
    this.#values = new Map(await Promise.all(read));
  }

  /** Reloads every open page when the files change. */
  reloadPages(): void {
    this.#reloader = new PageReloader();
  }

  /** Serves another assembly's pages from now on; false where its files are the same. */
  async use(assembly: Assembly): Promise<boolean> {
    const before = this.#contents;
    const after = await contentsOf(assembly);
    const objects = withThoseThatStay(before.objects, after.objects);
    this.#contents = { ...after, objects };
    if (this.#api !== undefined) await this.#readValues(this.#api);
    const changed = !sameObjects(before.objects, objects);
    if (changed) this.#reloader?.reload();
    return changed;
  }

  /** Serves changed files of the pages under their paths, and no longer those that are gone. */
  replaceFiles(changed: ReadonlyMap<string, Buffer>, gone: readonly string[]): void {
    const { objects } = this.#contents;
    const kin = [...objects];
    for (const path of gone) if (objects.get(path)?.stays !== true) objects.delete(path);
    for (const [path, body] of changed) {
      // A new file is deployed like the others in its folder.
      const [, like] = kin.find(([key]) => key === path) ?? kin.find(([key]) => folderOf(key) === folderOf(path)) ?? [];
      const { cacheControl, stays = false } = like ?? {};
      objects.set(path, { body, contentType: contentTypeOf(path), cacheControl, stays });
    }
    this.#reloader?.reload();
  }

  /** The site key that `config.json` gives to the pages; undefined for a captcha without a provider. */
  get captchaSiteKey(): string | undefined {
    return this.#config().captchaSiteKey;
  }

  /** The captcha provider that `config.json` gives to the pages. */
  get captchaProvider(): string | undefined {
    return this.#config().captchaProvider;
  }

  #config(): z.output<typeof configSchema> {
    const config = this.#contents.objects.get('config.json');
    if (config === undefined) throw new Error('The stack deploys no config.json for its pages');
    return configSchema.parse(JSON.parse(config.body.toString('utf8')));
  }

  start(port: number): Promise<Listening> {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.writeHead(503, { 'content-type': 'text/plain' }).end(error instanceof Error ? error.message : '');
      });
    });
    return listen(server, port);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', socket } = request;
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const { distribution } = this.#contents;
    const headers = distribution.headers(path, request.headers.origin);
    if (this.#reloader?.answer(path, headers, response) === true) return;
    const passing = distribution.passing(path);
    if (passing !== undefined) return this.#pass(request, response, passing);
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(403, headers).end();
      return;
    }
    const viewed = await distribution.viewerRequest(method, path, socket.remoteAddress ?? '');
    if ('statusCode' in viewed) {
      response.writeHead(viewed.statusCode, { ...headers, ...viewed.headers }).end();
      return;
    }
    const { status, object } = this.#find(viewed.uri);
    const deployed = object?.body ?? Buffer.from(status === 404 ? 'Not Found' : 'Access Denied');
    const isPage = object?.contentType.startsWith('text/html') === true;
    const whole = isPage && this.#reloader !== undefined ? this.#reloader.extended(deployed) : deployed;
    const zipped = distribution.compresses(path) && isZipped(request, whole);
    const body = zipped ? gzipSync(whole) : whole;
    response.writeHead(status, {
      'content-type': object?.contentType ?? 'text/plain',
      ...(zipped && { 'content-encoding': 'gzip' }),
      'content-length': body.length,
      ...(object?.cacheControl && { 'cache-control': object.cacheControl }),
      ...headers,
    });
    response.end(method === 'HEAD' ? undefined : body);
  }

  async #pass(request: IncomingMessage, response: ServerResponse, passing: Passing): Promise<void> {
    if (this.#api === undefined) throw new Error('There is no API to pass calls on to');
    if (!passing.methods.includes(request.method ?? '')) {
      response.writeHead(403).end();
      return;
    }
    const own = Object.entries(passing.ownHeaders).map(([name, value]) => [name, this.#values.get(value) ?? value]);
    const { status, headers, body } = await passOn(request, passing, Object.fromEntries(own), this.#api.url);
    const page = this.#contents.distribution.errorPage(status);
    const object = page && this.#contents.objects.get(keyOf(page.path));
    if (page === undefined || object === undefined) {
      response.writeHead(status, headers).end(body);
      return;
    }
    response.writeHead(page.status, { 'content-type': object.contentType, 'content-length': object.body.length });
    response.end(object.body);
  }

  #find(uri: string): { status: number; object: SiteObject | undefined } {
    const { objects, distribution, missing } = this.#contents;
    const object = objects.get(keyOf(uri === '/' ? `/${distribution.rootObject}` : uri));
    if (object !== undefined) return { status: 200, object };
    const page = distribution.errorPage(missing);
    if (page === undefined) return { status: missing, object: undefined };
    return { status: page.status, object: objects.get(keyOf(page.path)) };
  }
}

/** Sizes in bytes of the files that CloudFront compresses. */
const COMPRESSED = { minimum: 1000, maximum: 10_000_000 } as const;

const isZipped = ({ headers }: IncomingMessage, { length }: Buffer): boolean =>
  /\bgzip\b/.test(String(headers['accept-encoding'])) && length >= COMPRESSED.minimum && length <= COMPRESSED.maximum;

async function contentsOf(assembly: Assembly): Promise<Contents> {
  const distribution = readDistribution(assembly.template);
  const objects = await siteObjects(assembly);
  if (distribution === undefined || objects.size === 0) throw new Error('The template has no hosted pages');
  // S3 says 404 for a missing object only to a caller who may list the bucket.
  const policies = assembly.template.read('AWS::S3::BucketPolicy', policySchema);
  const listed = policies.some(({ properties }) =>
    JSON.stringify(properties.PolicyDocument).includes('"s3:ListBucket"'),
  );
  return { objects, distribution, missing: listed ? 404 : 403 };
}

function sameObjects(one: ReadonlyMap<string, SiteObject>, other: ReadonlyMap<string, SiteObject>): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([key, { body }]) => other.get(key)?.body.equals(body) === true);
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

function keyOf(uri: string): string {
  try {
    return decodeURIComponent(uri.slice(1));
  } catch {
    return uri.slice(1);
  }
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Assembly } from '../assembly.ts';
import { type Listening, listen } from '../listen.ts';
import { type Distribution, readDistribution } from './distribution.ts';
import { type SiteObject, siteObjects } from './objects.ts';

const policySchema = z.object({ PolicyDocument: z.unknown() });
const configSchema = z.looseObject({ captchaSiteKey: z.string() });

/** The hosted pages: what the stack puts into its bucket, served as its CloudFront distribution serves it. */
export class Site {
  readonly #objects: ReadonlyMap<string, SiteObject>;
  readonly #distribution: Distribution;
  readonly #missing: 403 | 404;

  private constructor(objects: ReadonlyMap<string, SiteObject>, distribution: Distribution, missing: 403 | 404) {
    this.#objects = objects;
    this.#distribution = distribution;
    this.#missing = missing;
  }

  /** @throws if the template has no distribution or nothing to put into its bucket */
  static async load(assembly: Assembly): Promise<Site> {
    const distribution = readDistribution(assembly.template);
    const objects = await siteObjects(assembly);
    if (distribution === undefined || objects.size === 0) throw new Error('The template has no hosted pages');
    // S3 tells only those who may list a bucket that an object is not there.
    const policies = assembly.template.read('AWS::S3::BucketPolicy', policySchema);
    const listed = policies.some(({ properties }) =>
      JSON.stringify(properties.PolicyDocument).includes('"s3:ListBucket"'),
    );
    return new Site(objects, distribution, listed ? 404 : 403);
  }

  /** The site key that the pages are told in `config.json`. */
  get captchaSiteKey(): string {
    const config = this.#objects.get('config.json');
    if (config === undefined) throw new Error('The stack deploys no config.json for its pages');
    return configSchema.parse(JSON.parse(config.body.toString('utf8'))).captchaSiteKey;
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
    const headers = this.#distribution.headers(path, request.headers.origin);
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(403, headers).end();
      return;
    }
    const viewed = await this.#distribution.viewerRequest(method, path, socket.remoteAddress ?? '');
    if ('statusCode' in viewed) {
      response.writeHead(viewed.statusCode, { ...headers, ...viewed.headers }).end();
      return;
    }
    const { status, object } = this.#find(viewed.uri);
    const body = object?.body ?? Buffer.from('Access Denied');
    response.writeHead(status, {
      'content-type': object?.contentType ?? 'text/plain',
      'content-length': body.length,
      ...(object?.cacheControl && { 'cache-control': object.cacheControl }),
      ...headers,
    });
    response.end(method === 'HEAD' ? undefined : body);
  }

  #find(uri: string): { status: number; object: SiteObject | undefined } {
    const object = this.#objects.get(keyOf(uri === '/' ? `/${this.#distribution.rootObject}` : uri));
    if (object !== undefined) return { status: 200, object };
    const page = this.#distribution.errorPage(this.#missing);
    if (page === undefined) return { status: this.#missing, object: undefined };
    return { status: page.status, object: this.#objects.get(keyOf(page.path)) };
  }
}

function keyOf(uri: string): string {
  try {
    return decodeURIComponent(uri.slice(1));
  } catch {
    return uri.slice(1);
  }
}

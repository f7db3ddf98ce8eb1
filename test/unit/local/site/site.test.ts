import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../../../local/emulators/loopback.ts';
import { type Listening, listen } from '../../../../local/listen.ts';
import { freePortBase } from '../../../../local/ports.ts';
import { Site } from '../../../../local/site/site.ts';
import { Template } from '../../../../local/template.ts';

const CSP = "default-src 'none'";

/** `spa`: paths without a file lead to index.html by a viewer-request function or by an error page. */
const resources = (spa: 'function' | 'error page' | 'none') => ({
  Bucket: { Type: 'AWS::S3::Bucket' },
  Pages: {
    Type: 'Custom::CDKBucketDeployment',
    Properties: {
      SourceObjectKeys: ['pages.zip', 'config.zip'],
      SourceMarkers: [{}, { '<<name>>': { Ref: 'Bucket' } }],
      SourceMarkersConfig: [{}, { jsonEscape: true }],
      DestinationBucketName: { Ref: 'Bucket' },
      Exclude: ['assets/*'],
      SystemMetadata: { 'cache-control': 'no-cache' },
    },
  },
  Assets: {
    Type: 'Custom::CDKBucketDeployment',
    Properties: {
      SourceObjectKeys: ['pages.zip'],
      DestinationBucketName: { Ref: 'Bucket' },
      Exclude: ['*'],
      Include: ['assets/*'],
      SystemMetadata: { 'cache-control': 'max-age=31536000' },
    },
  },
  Headers: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: CSP, Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: true },
          ContentTypeOptions: { Override: true },
        },
        CustomHeadersConfig: { Items: [{ Header: 'Permissions-Policy', Value: 'camera=()', Override: true }] },
      },
    },
  },
  Spa: {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      FunctionCode: `function handler(event) {
        if (event.request.uri === '/old') return { statusCode: 302, headers: { location: { value: '/new' } } };
        if (!event.request.uri.includes('.')) event.request.uri = '/index.html';
        return event.request;
      }`,
    },
  },
  Distribution: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        DefaultRootObject: 'index.html',
        DefaultCacheBehavior: {
          Compress: true,
          ResponseHeadersPolicyId: { Ref: 'Headers' },
          ...(spa === 'function' && {
            FunctionAssociations: [
              { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Spa', 'FunctionARN'] } },
            ],
          }),
        },
        ...(spa === 'error page' && {
          CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 200, ResponsePagePath: '/index.html' }],
        }),
      },
    },
  },
});

let folder: string;
const started: Listening[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'site-'));
  mkdirSync(join(folder, 'pages.zip/assets'), { recursive: true });
  mkdirSync(join(folder, 'config.zip'));
  writeFileSync(join(folder, 'pages.zip/index.html'), '<title>Pages</title>');
  writeFileSync(join(folder, 'pages.zip/assets/app-1.js'), 'run()');
  writeFileSync(join(folder, 'pages.zip/assets/large.js'), `run('${'a'.repeat(5000)}')`);
  writeFileSync(join(folder, 'config.zip/config.json'), '{"captchaSiteKey":"key","bucket":"<<name>>"}');
});
afterAll(async () => {
  for (const site of started) await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function startSite(spa: Parameters<typeof resources>[0]) {
  const template = new Template({ Resources: resources(spa) });
  const site = await Site.load({ template, asset: (key) => join(folder, key) });
  const listening = await site.start(await freePortBase());
  started.push(listening);
  return { url: listening.url, siteKey: site.captchaSiteKey };
}

test('pages carry the headers of the policy and the metadata of their deployment', async () => {
  const { url, siteKey } = await startSite('none');
  const page = await fetch(`${url}/`);
  expect(await page.text()).toBe('<title>Pages</title>');
  expect(Object.fromEntries(page.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': CSP,
    'strict-transport-security': 'max-age=60; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'permissions-policy': 'camera=()',
    'cache-control': 'no-cache',
  });
  const asset = await fetch(`${url}/assets/app-1.js`);
  expect(asset.headers.get('cache-control')).toBe('max-age=31536000');
  expect(await (await fetch(`${url}/config.json`)).json()).toEqual({ captchaSiteKey: 'key', bucket: 'Bucket' });
  expect(siteKey).toBe('key');
});

test('files of 1,000 bytes and more are compressed for browsers that accept it', async () => {
  const { url } = await startSite('none');
  const encodingOf = async (path: string, accepted: string) => {
    const answer = await fetch(`${url}${path}`, { headers: { 'accept-encoding': accepted } });
    return [answer.headers.get('content-encoding'), Number(answer.headers.get('content-length'))];
  };
  const [encoding, length] = await encodingOf('/assets/large.js', 'gzip, br');
  expect(encoding).toBe('gzip');
  expect(length).toBeLessThan(1000);
  expect(await (await fetch(`${url}/assets/large.js`)).text()).toHaveLength(5007);
  expect(await encodingOf('/assets/large.js', 'identity')).toEqual([null, 5007]);
  expect(await encodingOf('/assets/app-1.js', 'gzip')).toEqual([null, 5]);
});

test('a missing object is 403, as from a bucket that nobody may list', async () => {
  const { url } = await startSite('none');
  expect((await fetch(`${url}/nothing`)).status).toBe(403);
  expect((await fetch(`${url}/../package.json`)).status).toBe(403);
  expect((await fetch(`${url}/%2e%2e%2fpackage.json`)).status).toBe(403);
  expect((await fetch(`${url}/`, { method: 'POST' })).status).toBe(403);
});

test('a viewer-request function rewrites paths and answers by itself', async () => {
  const { url } = await startSite('function');
  const page = await fetch(`${url}/report`);
  expect([page.status, await page.text()]).toEqual([200, '<title>Pages</title>']);
  expect((await fetch(`${url}/missing.js`)).status).toBe(403);
  const moved = await fetch(`${url}/old`, { redirect: 'manual' });
  expect([moved.status, moved.headers.get('location')]).toEqual([302, '/new']);
});

test('an error page replaces a missing object', async () => {
  const { url } = await startSite('error page');
  const page = await fetch(`${url}/report`);
  expect([page.status, await page.text()]).toEqual([200, '<title>Pages</title>']);
});

test('files of a deployment that does not prune stay when they are gone, and new ones are like them', async () => {
  const { Assets, ...others } = resources('none');
  const template = new Template({
    Resources: { ...others, Assets: { ...Assets, Properties: { ...Assets.Properties, Prune: false } } },
  });
  const site = await Site.load({ template, asset: (key) => join(folder, key) });
  const listening = await site.start(await freePortBase());
  started.push(listening);
  const answer = async (path: string) => {
    const { status, headers } = await fetch(`${listening.url}/${path}`);
    return [status, headers.get('cache-control')];
  };
  site.replaceFiles(new Map([['assets/app-2.js', Buffer.from('run2()')]]), ['assets/app-1.js', 'index.html']);
  expect(await answer('assets/app-1.js')).toEqual([200, 'max-age=31536000']);
  expect(await answer('assets/app-2.js')).toEqual([200, 'max-age=31536000']);
  expect(await answer('index.html')).toEqual([403, null]);
  expect(await site.use({ template, asset: (key) => join(folder, key) })).toBe(true);
  expect(await answer('assets/app-2.js')).toEqual([200, 'max-age=31536000']);
  expect(await answer('index.html')).toEqual([200, 'no-cache']);
});

describe('calls of the API', () => {
  const SECRET_ID = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:origin-abcdef';
  type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  const headersPolicy = (Headers: string[]) => ({ HeadersConfig: { HeaderBehavior: 'whitelist', Headers } });

  async function startPassing(answer: Answer, domain = 'Api.execute-api.us-east-1.amazonaws.com') {
    const { Distribution, ...others } = resources('none');
    const template = new Template({
      Resources: {
        ...others,
        Api: { Type: 'AWS::ApiGateway::RestApi' },
        Cache: {
          Type: 'AWS::CloudFront::CachePolicy',
          Properties: {
            CachePolicyConfig: { ParametersInCacheKeyAndForwardedToOrigin: headersPolicy(['Authorization']) },
          },
        },
        Request: {
          Type: 'AWS::CloudFront::OriginRequestPolicy',
          Properties: { OriginRequestPolicyConfig: headersPolicy(['CloudFront-Viewer-Address', 'Content-Type']) },
        },
        Distribution: {
          ...Distribution,
          Properties: {
            DistributionConfig: {
              ...Distribution.Properties.DistributionConfig,
              CustomErrorResponses: [{ ErrorCode: 404, ResponseCode: 404, ResponsePagePath: '/index.html' }],
              Origins: [
                {
                  Id: 'api',
                  DomainName: domain,
                  CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
                  OriginCustomHeaders: [
                    {
                      HeaderName: 'x-origin-secret',
                      HeaderValue: `{{resolve:secretsmanager:${SECRET_ID}:SecretString:::}}`,
                    },
                  ],
                },
              ],
              CacheBehaviors: [
                {
                  PathPattern: '/v1/*',
                  TargetOriginId: 'api',
                  AllowedMethods: ['GET', 'POST'],
                  CachePolicyId: { Ref: 'Cache' },
                  OriginRequestPolicyId: { Ref: 'Request' },
                },
              ],
            },
          },
        },
      },
    });
    const site = await Site.load({ template, asset: (key) => join(folder, key) });
    const api = await listen(serve(answer), 0);
    await site.passTo({ url: api.url, readSecret: async (id, stage) => `${stage} of ${id}` });
    const listening = await site.start(await freePortBase());
    started.push(listening, api);
    return listening.url;
  }

  test('get the headers of the policies, the address of the viewer and the secret; what the viewer forges is replaced', async () => {
    const url = await startPassing(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method, url: path, headers } = request;
      const body = { method, path, headers, body: Buffer.concat(chunks).toString() };
      response.writeHead(201, { 'content-type': 'application/json', 'x-made-by': 'the API' }).end(JSON.stringify(body));
    });
    const answer = await fetch(`${url}/v1/sessions?a=b`, {
      method: 'POST',
      body: '{"user":"alice"}',
      headers: {
        Authorization: 'Bearer token',
        'Content-Type': 'application/json',
        Cookie: 'a=b',
        'X-Viewer-Address': '203.0.113.9',
        'CloudFront-Viewer-Address': '203.0.113.9:1',
        'X-Origin-Secret': 'forged',
      },
    });
    expect([answer.status, answer.headers.get('x-made-by'), answer.headers.get('content-security-policy')]).toEqual([
      201,
      'the API',
      null,
    ]);
    const seen = (await answer.json()) as Record<string, unknown> & { headers: Record<string, string> };
    expect(seen).toMatchObject({ method: 'POST', path: '/v1/sessions?a=b', body: '{"user":"alice"}' });
    expect(seen.headers).toMatchObject({
      authorization: 'Bearer token',
      'content-type': 'application/json',
      'cloudfront-viewer-address': expect.stringMatching(/^127\.0\.0\.1:\d+$/) as unknown,
      'user-agent': 'Amazon CloudFront',
      'x-forwarded-for': '127.0.0.1',
      'x-origin-secret': `AWSCURRENT of ${SECRET_ID}`,
    });
    for (const name of ['cookie', 'x-viewer-address']) expect(seen.headers).not.toHaveProperty(name);
  });

  test('are refused by a method that the behavior leaves out, and a 404 becomes the page of the site', async () => {
    const url = await startPassing(async (_, response) => {
      response.writeHead(404, { 'x-made-by': 'the API' }).end('{}');
    });
    expect((await fetch(`${url}/v1/sessions`, { method: 'DELETE' })).status).toBe(403);
    const missing = await fetch(`${url}/v1/nothing`);
    expect([missing.status, missing.headers.get('x-made-by'), await missing.text()]).toEqual([
      404,
      null,
      '<title>Pages</title>',
    ]);
  });

  test('go to no other host than that of the API of the stack', async () => {
    await expect(startPassing(async () => undefined, 'api.example.com')).rejects.toThrow('not to api.example.com');
  });
});

test('pages of an allowed origin may read the paths that the policy allows, and other pages may not', async () => {
  const template = new Template({
    Resources: {
      ...resources('none'),
      OpenHeaders: {
        Type: 'AWS::CloudFront::ResponseHeadersPolicy',
        Properties: {
          ResponseHeadersPolicyConfig: {
            CorsConfig: {
              AccessControlAllowCredentials: false,
              AccessControlAllowOrigins: { Items: ['https://www.example.com'] },
              OriginOverride: true,
            },
          },
        },
      },
      Distribution: {
        Type: 'AWS::CloudFront::Distribution',
        Properties: {
          DistributionConfig: {
            DefaultCacheBehavior: { ResponseHeadersPolicyId: { Ref: 'Headers' } },
            CacheBehaviors: [{ PathPattern: '/config.json', ResponseHeadersPolicyId: { Ref: 'OpenHeaders' } }],
          },
        },
      },
    },
  });
  const site = await Site.load({ template, asset: (key) => join(folder, key) });
  const listening = await site.start(await freePortBase());
  started.push(listening);
  const allowed = async (path: string, origin?: string) => {
    const { headers } = await fetch(`${listening.url}${path}`, origin === undefined ? {} : { headers: { origin } });
    return headers.get('access-control-allow-origin');
  };
  expect(await allowed('/config.json', 'https://www.example.com')).toBe('https://www.example.com');
  expect(await allowed('/config.json', 'https://elsewhere.example.com')).toBeNull();
  expect(await allowed('/config.json')).toBeNull();
  expect(await allowed('/index.html', 'https://www.example.com')).toBeNull();
});

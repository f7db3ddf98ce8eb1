import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import type { Template } from '../template.ts';
import { originSchema, type Passing, passingOf, passingSchema } from './passing.ts';

const count = z.coerce.number();
const behaviorSchema = passingSchema.extend({
  PathPattern: z.string().optional(),
  Compress: z.coerce.boolean().default(false),
  ResponseHeadersPolicyId: z.string().optional(),
  FunctionAssociations: z
    .array(z.object({ EventType: z.literal('viewer-request'), FunctionARN: z.string() }))
    .default([]),
  LambdaFunctionAssociations: z.array(z.never({ error: 'the laptop cloud runs no Lambda@Edge' })).default([]),
});

const distributionSchema = z.object({
  DistributionConfig: z.object({
    DefaultRootObject: z.string().default(''),
    Origins: z.array(originSchema).default([]),
    DefaultCacheBehavior: behaviorSchema,
    CacheBehaviors: z.array(behaviorSchema.extend({ PathPattern: z.string() })).default([]),
    CustomErrorResponses: z
      .array(z.object({ ErrorCode: count, ResponseCode: count.optional(), ResponsePagePath: z.string().optional() }))
      .default([]),
  }),
});

const policySchema = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z
      .object({
        ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string() }).optional(),
        ContentTypeOptions: z.object({}).optional(),
        FrameOptions: z.object({ FrameOption: z.string() }).optional(),
        ReferrerPolicy: z.object({ ReferrerPolicy: z.string() }).optional(),
        StrictTransportSecurity: z
          .object({
            AccessControlMaxAgeSec: count,
            IncludeSubdomains: z.coerce.boolean().default(false),
            Preload: z.coerce.boolean().default(false),
          })
          .optional(),
        XSSProtection: z.never({ error: 'the laptop cloud does not send X-XSS-Protection' }).optional(),
      })
      .default({}),
    CustomHeadersConfig: z
      .object({ Items: z.array(z.object({ Header: z.string(), Value: z.string() })) })
      .default({ Items: [] }),
    CorsConfig: z
      .object({
        AccessControlAllowOrigins: z.object({ Items: z.array(z.string()) }),
        AccessControlAllowCredentials: z.coerce.boolean().pipe(z.literal(false)),
        OriginOverride: z.coerce.boolean().pipe(z.literal(true)),
      })
      .optional(),
  }),
});

type Policy = z.output<typeof policySchema>['ResponseHeadersPolicyConfig'];

/** The headers that a response headers policy adds to an answer for a page of this origin. */
function headersOf(
  { SecurityHeadersConfig: security, CustomHeadersConfig: custom, CorsConfig: cors }: Policy,
  origin: string | undefined,
): Record<string, string> {
  const hsts = security.StrictTransportSecurity;
  const headers: Record<string, string | undefined> = {
    'content-security-policy': security.ContentSecurityPolicy?.ContentSecurityPolicy,
    'x-content-type-options': security.ContentTypeOptions && 'nosniff',
    'x-frame-options': security.FrameOptions?.FrameOption,
    'referrer-policy': security.ReferrerPolicy?.ReferrerPolicy,
    'strict-transport-security':
      hsts &&
      `max-age=${hsts.AccessControlMaxAgeSec}${hsts.IncludeSubdomains ? '; includeSubDomains' : ''}${hsts.Preload ? '; preload' : ''}`,
  };
  if (cors !== undefined && origin !== undefined) {
    headers['vary'] = 'Origin';
    if (cors.AccessControlAllowOrigins.Items.includes(origin)) headers['access-control-allow-origin'] = origin;
  }
  for (const { Header, Value } of custom.Items) headers[Header.toLowerCase()] = Value;
  const set = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(set);
}

const requestSchema = z.object({ uri: z.string() });
const responseSchema = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.object({ value: z.string() })).default({}),
});

/** Result of a viewer-request function: another URI, or an answer of its own. */
export type Viewed =
  | { readonly uri: string }
  | { readonly statusCode: number; readonly headers: Record<string, string> };

/** The parts of the template's CloudFront distribution that a browser notices. */
export interface Distribution {
  readonly rootObject: string;
  headers(path: string, origin: string | undefined): Record<string, string>;
  /** Whether files at this path are compressed for browsers that accept it. */
  compresses(path: string): boolean;
  viewerRequest(method: string, path: string, viewerIp: string): Promise<Viewed>;
  /** What calls of this path take along to another origin; undefined where the bucket answers. */
  passing(path: string): Passing | undefined;
  /** Every value of a header that the distribution adds. */
  readonly ownValues: readonly string[];
  /** Page that replaces an error of an origin. */
  errorPage(status: number): { readonly status: number; readonly path: string } | undefined;
}

const functionSchema = z.object({ FunctionCode: z.string() });

/** Reads the one distribution of the template; `undefined` if the stack has none. */
export function readDistribution(template: Template): Distribution | undefined {
  const [distribution, ...others] = template.read('AWS::CloudFront::Distribution', distributionSchema);
  if (distribution === undefined) return undefined;
  if (others.length > 0) throw new Error('The laptop cloud serves one CloudFront distribution');
  const config = distribution.properties.DistributionConfig;
  const policies = new Map(
    template
      .read('AWS::CloudFront::ResponseHeadersPolicy', policySchema)
      .map(({ logicalId, properties }) => [template.ref(logicalId), properties.ResponseHeadersPolicyConfig]),
  );
  const functions = new Map(
    template
      .read('AWS::CloudFront::Function', functionSchema)
      .map(({ logicalId, properties }) => [template.ref(logicalId), properties.FunctionCode]),
  );
  const behaviorOf = (path: string) =>
    config.CacheBehaviors.find(({ PathPattern }) => {
      const pattern = PathPattern.replace(/^\/?/, '/').replace(/[.+^${}()|[\]\\]/g, '\\$&');
      return new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(path);
    }) ?? config.DefaultCacheBehavior;

  const passing = passingOf(template, config.Origins);
  // A behavior that the laptop cannot play is an error at the start.
  const passed = config.CacheBehaviors.flatMap((behavior) => passing(behavior) ?? []);

  return {
    rootObject: config.DefaultRootObject,
    passing: (path) => passing(behaviorOf(path)),
    ownValues: passed.flatMap(({ ownHeaders }) => Object.values(ownHeaders)),
    headers(path, origin) {
      const policy = policies.get(behaviorOf(path).ResponseHeadersPolicyId ?? '');
      return policy === undefined ? {} : headersOf(policy, origin);
    },
    compresses: (path) => behaviorOf(path).Compress,
    async viewerRequest(method, path, viewerIp) {
      const [association] = behaviorOf(path).FunctionAssociations;
      if (association === undefined) return { uri: path };
      const code = functions.get(association.FunctionARN);
      if (code === undefined) throw new Error(`The template has no CloudFront function ${association.FunctionARN}`);
      const request = { method, uri: path, querystring: {}, headers: {}, cookies: {} };
      const event = { version: '1.0', context: { eventType: 'viewer-request' }, viewer: { ip: viewerIp }, request };
      // A realm of its own, as at the edge: no process, no require, and 1 ms there is a second on a busy machine.
      const result: unknown = await runInNewContext(`${code}\nhandler(event)`, { event }, { timeout: 1000 });
      const response = responseSchema.safeParse(result);
      if (!response.success) return requestSchema.parse(result);
      const headers = Object.entries(response.data.headers).map(([name, { value }]) => [name, value] as const);
      return { statusCode: response.data.statusCode, headers: Object.fromEntries(headers) };
    },
    errorPage(status) {
      const page = config.CustomErrorResponses.find(({ ErrorCode }) => ErrorCode === status);
      if (page?.ResponsePagePath === undefined) return undefined;
      return { status: page.ResponseCode ?? status, path: page.ResponsePagePath };
    },
  };
}

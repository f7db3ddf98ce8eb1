import * as z from 'zod';
import type { Template } from '../template.ts';

/** What a behavior of the distribution passes on to an origin that is no bucket. */
export interface Passing {
  readonly methods: readonly string[];
  /** Headers that the origin gets, in lower case. */
  readonly headers: readonly string[];
  /** Headers that the distribution adds. A value may be a reference to a secret. */
  readonly ownHeaders: Readonly<Record<string, string>>;
}

/** The parts of a behavior that say what it passes on. */
export const passingSchema = z.object({
  TargetOriginId: z.string().default(''),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachePolicyId: z.string().optional(),
  OriginRequestPolicyId: z.string().optional(),
});

export const originSchema = z.object({
  Id: z.string(),
  DomainName: z.string(),
  CustomOriginConfig: z.object({}).optional(),
  OriginCustomHeaders: z.array(z.object({ HeaderName: z.string(), HeaderValue: z.string() })).default([]),
});

const headersSchema = z.object({
  HeadersConfig: z
    .object({ HeaderBehavior: z.enum(['none', 'whitelist']), Headers: z.array(z.string()).default([]) })
    .transform(({ Headers }) => Headers.map((name) => name.toLowerCase())),
});
const cachePolicySchema = z.object({
  CachePolicyConfig: z.object({ ParametersInCacheKeyAndForwardedToOrigin: headersSchema }),
});
const requestPolicySchema = z.object({ OriginRequestPolicyConfig: headersSchema });

/** The one header of CloudFront's own that the laptop cloud makes. */
export const VIEWER_ADDRESS = 'cloudfront-viewer-address';

/** Returns what a behavior passes on; undefined where its origin is a bucket. */
export function passingOf(
  template: Template,
  origins: readonly z.output<typeof originSchema>[],
): (behavior: z.output<typeof passingSchema>) => Passing | undefined {
  const names = new Map([
    ...template
      .read('AWS::CloudFront::CachePolicy', cachePolicySchema)
      .map(({ logicalId, properties: { CachePolicyConfig: policy } }) => {
        const { HeadersConfig } = policy.ParametersInCacheKeyAndForwardedToOrigin;
        return [template.ref(logicalId), HeadersConfig] as const;
      }),
    ...template
      .read('AWS::CloudFront::OriginRequestPolicy', requestPolicySchema)
      .map(({ logicalId, properties: { OriginRequestPolicyConfig: policy } }) => {
        return [template.ref(logicalId), policy.HeadersConfig] as const;
      }),
  ]);
  const api = template.read('AWS::ApiGateway::RestApi', z.object({})).map(({ logicalId }) => template.ref(logicalId));
  return ({ TargetOriginId, AllowedMethods: methods, CachePolicyId = '', OriginRequestPolicyId = '' }) => {
    const origin = origins.find(({ Id }) => Id === TargetOriginId);
    if (origin?.CustomOriginConfig === undefined) return undefined;
    if (!api.some((id) => origin.DomainName.startsWith(`${id}.execute-api.`))) {
      throw new Error(`The laptop cloud passes calls on to the stack's own API, not to ${origin.DomainName}`);
    }
    const headers = [...(names.get(CachePolicyId) ?? []), ...(names.get(OriginRequestPolicyId) ?? [])];
    const unknown = headers.filter((name) => name.startsWith('cloudfront-') && name !== VIEWER_ADDRESS);
    if (unknown.length > 0) throw new Error(`The laptop cloud does not make the headers ${unknown.join(', ')}`);
    const own = origin.OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [HeaderName, HeaderValue] as const);
    return { methods, headers, ownHeaders: Object.fromEntries(own) };
  };
}

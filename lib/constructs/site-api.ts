import { Duration, type SecretValue } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CacheHeaderBehavior,
  CachePolicy,
  type Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  OriginProtocolPolicy,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  OriginSslPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import { ORIGIN_SECRET_HEADER, VIEWER_ADDRESS_HEADER } from '../../functions/operations/distribution.ts';
import type { Settings } from '../settings/schema.ts';
import { STAGE_NAME } from './api.ts';

/** Path of the API on the site's own host. API Gateway gives its stage the same name, so no path is rewritten. */
export const API_PATH = `/${STAGE_NAME}`;

/**
 * Header with the viewer's bare address for a firewall in front of the API: AWS WAF reads no address with a port. An
 * edge function writes it, over whatever the viewer sent.
 */
export const FIREWALL_ADDRESS_HEADER = 'x-viewer-address';

/**
 * Headers of a viewer that the API reads. `Host` may not be among them: API Gateway answers under its own alone.
 * CloudFront takes at most ten.
 */
const PASSED_HEADERS = [
  VIEWER_ADDRESS_HEADER,
  'Accept-Language',
  'Access-Control-Request-Headers',
  'Access-Control-Request-Method',
  'Content-Type',
  'Origin',
  'User-Agent',
];

export interface SiteApiProps {
  readonly settings: Settings;
  readonly distribution: Distribution;
  /** Host at which API Gateway answers. */
  readonly apiHost: string;
  /** Value that proves to the functions that our distribution passed a call on. */
  readonly secret: SecretValue;
}

/** Lets the distribution of the pages pass `/v1/*` on to the API: docs/adr/0035-source-behind-one-origin.md. */
export class SiteApi extends Construct {
  constructor(scope: Construct, id: string, { settings, distribution, apiHost, secret }: SiteApiProps) {
    super(scope, id);
    const firewalled = settings.waf || settings.apiWebAclArn !== undefined;
    const comment = `Calls of the password reset API (${settings.stage})`;
    const origin = new HttpOrigin(apiHost, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      // CloudFormation reads the secret when it updates the distribution. The template holds its name alone.
      customHeaders: { [ORIGIN_SECRET_HEADER]: secret.unsafeUnwrap() },
    });
    distribution.addBehavior(`${API_PATH}/*`, origin, {
      allowedMethods: AllowedMethods.ALLOW_ALL,
      // A redirect would come after the body was sent in the clear.
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      compress: false,
      cachePolicy: new CachePolicy(this, 'Cache', {
        comment,
        // Only a cache policy passes `Authorization` on, and only one that may cache. The API's answers forbid that.
        headerBehavior: CacheHeaderBehavior.allowList('Authorization'),
        minTtl: Duration.seconds(0),
        defaultTtl: Duration.seconds(0),
        maxTtl: Duration.seconds(1),
      }),
      originRequestPolicy: new OriginRequestPolicy(this, 'Request', {
        comment,
        headerBehavior: OriginRequestHeaderBehavior.allowList(
          ...PASSED_HEADERS,
          ...(firewalled ? [FIREWALL_ADDRESS_HEADER] : []),
        ),
        // The API refuses queries, and says so.
        queryStringBehavior: OriginRequestQueryStringBehavior.all(),
      }),
      ...(firewalled && {
        functionAssociations: [
          { function: addressForFirewall(this, settings), eventType: FunctionEventType.VIEWER_REQUEST },
        ],
      }),
    });
  }
}

const addressForFirewall = (scope: Construct, { stage }: Settings): EdgeFunction =>
  new EdgeFunction(scope, 'Address', {
    comment: `Address of callers for the firewall (${stage})`,
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(`function handler(event) {
  const request = event.request;
  request.headers['${FIREWALL_ADDRESS_HEADER}'] = { value: event.viewer.ip };
  return request;
}
`),
  });

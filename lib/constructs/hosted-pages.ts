import { Duration, type SecretValue } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  type BehaviorOptions,
  Distribution,
  FunctionEventType,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { LOGO_PATH } from '../brand/logo.ts';
import { ownHostsOf } from '../settings/domain-names.ts';
import type { Settings } from '../settings/schema.ts';
import type { Api } from './api.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import type { Encryption } from './encryption.ts';
import { PagesDeployment } from './pages-deployment.ts';
import { bucketRemovalPolicyOf } from './removal.ts';
import { API_PATH, SiteApi } from './site-api.ts';
import { siteRoutes } from './site-routes.ts';

/**
 * Browser features that the pages do not use, so an injected script and the captcha's frame may not use them either.
 */
const NO_FEATURES = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** Files that other sites may embed, as web/vite.embed.config.ts names them, and the settings that those read. */
const EMBEDDABLE = ['/embed.js', '/embed/*', '/config.json'];

/** Seconds for which CloudFront remembers that a file is missing: a release may bring it. */
const MISSING_SECONDS = 10;

/**
 * CloudFormation reads the origin's secret again only where something of the distribution has changed, so a rotation
 * changes this.
 */
const commentOf = ({ stage, originSecretRotation: rotation }: Settings): string =>
  `Password reset pages (${stage})${rotation === undefined ? '' : `, origin secret of ${rotation}`}`;

/**
 * Hosted pages: a private bucket behind CloudFront, which adds the security headers, answers the paths of pages with
 * the one document, and any path without a file with 404. It passes a refusal on as 403, such as a block by a web ACL,
 * and `/v1/*` to the API ({@link SiteApi}).
 *
 * CloudFront's own certificate also allows TLS 1.0. With `siteUrl` and `siteCertificateArn` the minimum is TLS 1.2.
 */
export class HostedPages extends Construct {
  /** Origin of the pages. */
  readonly url: string;
  readonly hostname: string;
  readonly distribution: Distribution;
  readonly #bucket: Bucket;
  readonly #settings: Settings;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, settings: Settings, encryption: Encryption, accessLogs?: IBucket) {
    super(scope, id);
    this.#settings = settings;
    this.#encryption = encryption;
    this.#bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: bucketRemovalPolicyOf(settings),
      ...(accessLogs && { serverAccessLogsBucket: accessLogs, serverAccessLogsPrefix: 'pages/' }),
    });
    const behavior = {
      origin: S3BucketOrigin.withOriginAccessControl(this.#bucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    };
    const routes = siteRoutes(this, 'Routes', settings);
    const responseHeadersPolicy = this.#headers('Headers', 'same-origin');
    this.distribution = new Distribution(this, 'Distribution', {
      comment: commentOf(settings),
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        ...behavior,
        responseHeadersPolicy,
        functionAssociations: [{ function: routes, eventType: FunctionEventType.VIEWER_REQUEST }],
      },
      additionalBehaviors: {
        // No path of a page is below it, so the function of the paths need not run for each file.
        '/assets/*': { ...behavior, responseHeadersPolicy },
        ...this.#logo(behavior),
        ...this.#embeddable(behavior),
      },
      errorResponses: [
        {
          httpStatus: 404,
          responseHttpStatus: 404,
          responsePagePath: '/404.html',
          ttl: Duration.seconds(MISSING_SECONDS),
        },
        // CloudFront would remember a failure of the API for ten seconds.
        ...[500, 502, 503, 504].map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      ],
      webAclId: settings.siteWebAclArn,
      ...(accessLogs && { logBucket: accessLogs, logFilePrefix: 'cloudfront/' }),
      ...this.#ownHost(),
    });
    this.#bucket.addToResourcePolicy(
      // S3 tells only those who may list the bucket that an object is missing. No path of the site lists it.
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:ListBucket'],
        resources: [this.#bucket.bucketArn],
        conditions: { StringEquals: { 'AWS:SourceArn': this.distribution.distributionArn } },
      }),
    );
    const { distributionDomainName } = this.distribution;
    this.url = settings.siteUrl ?? `https://${distributionDomainName}`;
    this.hostname = settings.siteUrl === undefined ? distributionDomainName : new URL(settings.siteUrl).hostname;
  }

  /**
   * Deploys the pages, and passes their calls on to the API. It is a separate step because the API needs the URL of the
   * pages first.
   */
  publish(api: Pick<Api, 'url' | 'host'>, secret: SecretValue): void {
    const settings = this.#settings;
    new SiteApi(this, 'Api', { settings, distribution: this.distribution, apiHost: api.host, secret });
    new PagesDeployment(this, 'Deployment', {
      settings,
      encryption: this.#encryption,
      bucket: this.#bucket,
      apiUrl: settings.pagesCall === 'site' ? API_PATH : api.url,
    });
  }

  #ownHost() {
    const { siteCertificateArn } = this.#settings;
    const { site } = ownHostsOf(this.#settings);
    if (site === undefined || siteCertificateArn === undefined) return {};
    return {
      domainNames: [site],
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', siteCertificateArn),
    };
  }

  /** Lets other sites show the logo, because webmail shows it in its own pages. */
  #logo(behavior: BehaviorOptions): Record<string, BehaviorOptions> {
    if (this.#settings.logoFile === undefined) return {};
    return { [LOGO_PATH]: { ...behavior, responseHeadersPolicy: this.#headers('LogoHeaders', 'cross-origin') } };
  }

  /** Lets the allowed origins read the module that embeds these pages, and the files that it loads. */
  #embeddable(behavior: BehaviorOptions): Record<string, BehaviorOptions> {
    const { allowedOrigins } = this.#settings;
    if (allowedOrigins.length === 0) return {};
    const responseHeadersPolicy = this.#headers('EmbedHeaders', 'cross-origin', allowedOrigins);
    return Object.fromEntries(EMBEDDABLE.map((path) => [path, { ...behavior, responseHeadersPolicy }]));
  }

  /**
   * Returns the response headers. `embeddedBy`: sites that may embed the files; `readBy`: origins whose scripts may
   * read them.
   */
  #headers(id: string, embeddedBy: 'same-origin' | 'cross-origin', readBy: string[] = []): ResponseHeadersPolicy {
    const override = true;
    return new ResponseHeadersPolicy(this, id, {
      comment: `Password reset pages (${this.#settings.stage})`,
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(this.#settings), override },
        contentTypeOptions: { override },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override },
      },
      ...(readBy.length > 0 && {
        corsBehavior: {
          accessControlAllowCredentials: false,
          accessControlAllowHeaders: ['*'],
          accessControlAllowMethods: ['GET', 'HEAD'],
          accessControlAllowOrigins: readBy,
          originOverride: override,
        },
      }),
      customHeadersBehavior: {
        customHeaders: [
          { header: 'Permissions-Policy', value: NO_FEATURES, override },
          { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override },
          { header: 'Cross-Origin-Resource-Policy', value: embeddedBy, override },
        ],
      },
    });
  }
}

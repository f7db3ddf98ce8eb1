import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { AssetHashType, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { captchaUrls } from '../captcha-urls.ts';
import type { Settings } from '../settings.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { noImage, root } from './function-code.ts';
import { removalPolicyOf } from './removal.ts';

/**
 * The pages: a private bucket behind CloudFront, which adds the security headers and answers every path with the one page.
 *
 * Under CloudFront's own name its certificate still lets TLS 1.0 in; under `siteUrl` with `siteCertificateArn` 1.2 is the least.
 */
export class HostedPages extends Construct {
  /** The origin of the pages. */
  readonly url: string;
  readonly hostname: string;
  readonly #bucket: Bucket;
  readonly #settings: Settings;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.#settings = settings;
    // Nothing in it that a deployment does not bring again, so it goes with the stack in every stage.
    this.#bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const theOnePage = { responseHttpStatus: 200, responsePagePath: '/index.html', ttl: Duration.seconds(0) };
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Password reset pages (${settings.stage})`,
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.#bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        responseHeadersPolicy: this.#headers(),
      },
      // The bucket may not be listed, so S3 answers 403 where there is no object.
      errorResponses: [
        { httpStatus: 403, ...theOnePage },
        { httpStatus: 404, ...theOnePage },
      ],
      ...this.#ownHost(),
    });
    this.url = settings.siteUrl ?? `https://${distribution.distributionDomainName}`;
    this.hostname =
      settings.siteUrl === undefined ? distribution.distributionDomainName : new URL(settings.siteUrl).hostname;
  }

  /** Puts the built pages into the bucket, with the file that tells them where the API is. */
  publish(apiUrl: string): void {
    const { captchaProvider, captchaSiteKey, productName, passwordMinLength, otpDigits } = this.#settings;
    const captchaScriptUrl = captchaUrls(this.#settings).scriptUrl;
    const captcha = { captchaProvider, captchaSiteKey, captchaScriptUrl };
    const config = { apiUrl, ...captcha, productName, passwordMinLength, otpDigits };
    new BucketDeployment(this, 'Deployment', {
      destinationBucket: this.#bucket,
      sources: [builtPages(), Source.jsonData('config.json', config, { escape: true })],
      // Asked for anew each time, so that a deployment needs no invalidation, whose permission would be for `*`.
      cacheControl: [CacheControl.noCache()],
      // Empties the bucket when the stack is deleted, which otherwise could not delete it.
      retainOnDelete: false,
      logGroup: new LogGroup(this, 'DeploymentLogs', {
        retention: this.#settings.logRetentionDays,
        removalPolicy: removalPolicyOf(this.#settings),
      }),
    });
  }

  #ownHost() {
    const { siteUrl, siteCertificateArn } = this.#settings;
    if (siteUrl === undefined || siteCertificateArn === undefined) return {};
    return {
      domainNames: [new URL(siteUrl).hostname],
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', siteCertificateArn),
    };
  }

  #headers(): ResponseHeadersPolicy {
    const override = true;
    return new ResponseHeadersPolicy(this, 'Headers', {
      comment: `Password reset pages (${this.#settings.stage})`,
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(this.#settings), override },
        contentTypeOptions: { override },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=()', override },
          { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override },
        ],
      },
    });
  }
}

/** Runs the build of the pages at synth. Its hash is that of the result, for the pages import the contract too. */
const builtPages = () =>
  Source.asset(join(root, 'web'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: noImage,
      local: {
        tryBundle(outputDirectory) {
          const vite = join(root, 'node_modules/vite/bin/vite.js');
          const config = join(root, 'web/vite.config.ts');
          execFileSync(
            process.execPath,
            [vite, 'build', '--config', config, '--outDir', outputDirectory, '--emptyOutDir', '--logLevel', 'warn'],
            { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
          );
          return true;
        },
      },
    },
  });

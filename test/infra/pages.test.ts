import { runInNewContext } from 'node:vm';
import type { Template } from 'aws-cdk-lib/assertions';
import { contentSecurityPolicy } from '../../lib/constructs/content-security-policy.ts';
import { PATHS } from '../../web/paths.ts';
import { listed, Match, only, resources, type Statement, synthesized } from './synthesized.ts';

const template = synthesized('prod');

const directivesOf = (policy: string) =>
  new Map(policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]));

interface EdgeFunction {
  readonly FunctionCode: string;
  readonly AutoPublish: boolean;
  readonly FunctionConfig: { readonly Runtime: string };
}

/** The function of the paths of the site; another one is for the firewall. */
const siteFunction = (made: Template) =>
  only(resources<EdgeFunction>(made, 'AWS::CloudFront::Function').filter(([name]) => name.startsWith('PagesRoutes')));

const GOOGLE_SCRIPTS = ['https://www.google.com/recaptcha/', 'https://www.gstatic.com/recaptcha/'];

describe('the content security policy', () => {
  const site = { apiUrl: 'https://api.example.com/v1', pagesCall: 'site' } as const;

  test('allows our own code and calls, and the captcha, and nothing inline', () => {
    const policy = contentSecurityPolicy({ ...site, captchaProvider: 'recaptcha-v2' });
    const directives = directivesOf(policy);
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('script-src')).toEqual(["'self'", ...GOOGLE_SCRIPTS]);
    expect(directives.get('frame-src')).toEqual([
      'https://www.google.com/recaptcha/',
      'https://recaptcha.google.com/recaptcha/',
    ]);
    expect(directives.get('connect-src')).toEqual(["'self'"]);
    expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
    expect(policy).not.toMatch(/unsafe|data:|\*/);
  });

  test('allows another script only by its own folder, and frames by its origin', () => {
    const directives = directivesOf(
      contentSecurityPolicy({
        ...site,
        captchaProvider: 'recaptcha-v2',
        captchaScriptUrl: 'http://127.0.0.1:4003/recaptcha/api.js',
      }),
    );
    expect(directives.get('script-src')).toEqual(["'self'", 'http://127.0.0.1:4003/recaptcha/']);
    expect(directives.get('frame-src')).toEqual(['http://127.0.0.1:4003']);
  });

  test.each(['recaptcha-v3', 'recaptcha-enterprise'] as const)(
    'lets the page call Google for %s',
    (captchaProvider) => {
      const directives = directivesOf(contentSecurityPolicy({ ...site, captchaProvider }));
      expect(directives.get('script-src')).toEqual(["'self'", ...GOOGLE_SCRIPTS]);
      expect(directives.get('connect-src')).toEqual(["'self'", 'https://www.google.com/recaptcha/']);
    },
  );

  test('allows hCaptcha by all of its hosts, as it asks for, also for styles', () => {
    const policy = contentSecurityPolicy({ ...site, captchaProvider: 'hcaptcha' });
    const directives = directivesOf(policy);
    const hosts = ['https://hcaptcha.com', 'https://*.hcaptcha.com'];
    for (const name of ['script-src', 'style-src']) expect(directives.get(name)).toEqual(["'self'", ...hosts]);
    expect(directives.get('frame-src')).toEqual(hosts);
    expect(directives.get('connect-src')).toEqual(["'self'", ...hosts]);
  });

  test('allows nobody for the captcha of this service', () => {
    const policy = contentSecurityPolicy({ ...site, captchaProvider: 'altcha' });
    const directives = directivesOf(policy);
    expect(directives.get('script-src')).toEqual(["'self'"]);
    expect(directives.get('frame-src')).toEqual(["'none'"]);
    expect(directives.get('connect-src')).toEqual(["'self'"]);
  });

  test('allows only the script of Turnstile and the frames of Cloudflare', () => {
    const policy = contentSecurityPolicy({ ...site, captchaProvider: 'turnstile' });
    const directives = directivesOf(policy);
    expect(directives.get('script-src')).toEqual(["'self'", 'https://challenges.cloudflare.com/turnstile/v0/']);
    expect(directives.get('frame-src')).toEqual(['https://challenges.cloudflare.com']);
    expect(policy).not.toMatch(/google|gstatic/);
  });

  test('allows calls to the host of the API where a stage lets its pages call it there', () => {
    const policy = contentSecurityPolicy({ ...site, pagesCall: 'api', captchaProvider: 'turnstile' });
    expect(directivesOf(policy).get('connect-src')).toEqual(["'self'", 'https://api.example.com']);
    const policies = synthesized('dev', { pagesCall: 'api' }).findResources('AWS::CloudFront::ResponseHeadersPolicy');
    expect(JSON.stringify(policies)).toContain(
      `connect-src 'self' https://*.execute-api.",{"Ref":"AWS::Region"},".",{"Ref":"AWS::URLSuffix"},"; `,
    );
  });
});

test('every page has the security headers, whatever the origin sends', () => {
  const Override = true;
  expect(() =>
    template.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: Match.stringLikeRegexp("frame-ancestors 'none'"), Override },
          ContentTypeOptions: { Override },
          FrameOptions: { FrameOption: 'DENY', Override },
          ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true, Override },
        },
        CustomHeadersConfig: {
          Items: [
            {
              Header: 'Permissions-Policy',
              Value: Match.stringLikeRegexp('^([a-z-]+=\\(\\), )+usb=\\(\\)$'),
              Override,
            },
            { Header: 'Cross-Origin-Opener-Policy', Value: 'same-origin', Override },
            { Header: 'Cross-Origin-Resource-Policy', Value: 'same-origin', Override },
          ],
        },
      },
    }),
  ).not.toThrow();
});

test('CloudFront answers only over HTTPS; what is missing is 404 with our page, and a refusal stays 403', () => {
  const policies = resources(template, 'AWS::CloudFront::ResponseHeadersPolicy').map(([name]) => name);
  const headers = only(policies.filter((name) => !name.includes('Embed')));
  const [routes] = siteFunction(template);
  const [, { Properties }] = only(
    resources<{ DistributionConfig: Record<string, unknown> }>(template, 'AWS::CloudFront::Distribution'),
  );
  expect(Properties.DistributionConfig).toMatchObject({
    DefaultRootObject: 'index.html',
    DefaultCacheBehavior: {
      ViewerProtocolPolicy: 'redirect-to-https',
      ResponseHeadersPolicyId: { Ref: headers },
      FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': [routes, 'FunctionARN'] } }],
    },
  });
  const behaviors = Properties.DistributionConfig['CacheBehaviors'] as { PathPattern: string }[];
  // Files whose names are hashes have the same headers, and need no function.
  const files = only(behaviors.filter(({ PathPattern }) => PathPattern === '/assets/*'));
  expect(files).toMatchObject({ ViewerProtocolPolicy: 'redirect-to-https', ResponseHeadersPolicyId: { Ref: headers } });
  expect(files).not.toHaveProperty('FunctionAssociations');
  // A block by a web ACL is a 403, and so is a bucket that CloudFront may no longer read.
  expect(Properties.DistributionConfig['CustomErrorResponses']).toEqual([
    { ErrorCachingMinTTL: 10, ErrorCode: 404, ResponseCode: 404, ResponsePagePath: '/404.html' },
    // A failure of the API is over when it is over.
    ...[500, 502, 503, 504].map((ErrorCode) => ({ ErrorCachingMinTTL: 0, ErrorCode })),
  ]);
});

describe('the paths of the site', () => {
  interface EdgeRequest {
    readonly uri?: string;
    readonly statusCode?: number;
    readonly headers?: { readonly location: { readonly value: string } };
  }
  const routed = (uri: string, made: Template = template): EdgeRequest => {
    const [, { Properties }] = siteFunction(made);
    const event = { request: { uri } };
    return runInNewContext(`${Properties.FunctionCode}\nhandler(event)`, { event }) as EdgeRequest;
  };

  test('each page has one, with or without a slash at its end', () => {
    expect(PATHS.map((path) => routed(path).uri)).toEqual(PATHS.map(() => '/index.html'));
    expect(routed('/report//').uri).toBe('/index.html');
  });

  test.each(['/nothing', '/reports', '/report/x', '/Report', '/robots.txt', '/assets/main-1.js', '/.well-known/x'])(
    '%s has no page: S3 decides',
    (path) => {
      expect(routed(path)).toEqual({ uri: path });
    },
  );

  test('password managers find where a password is changed', () => {
    const { statusCode, headers } = routed('/.well-known/change-password');
    expect([statusCode, headers?.location.value]).toEqual([302, '/forgot-password']);
  });

  test('without a hosted login there is no account page', () => {
    const webhook = { directory: 'webhook', webhookUrl: 'https://accounts.example.com/password-reset' };
    const made = synthesized('prod', webhook);
    expect([routed('/account', made).uri, routed('/', made).uri]).toEqual(['/account', '/index.html']);
  });

  test('the function is text that CloudFront takes: at most 10 KB, published', () => {
    const [, { Properties }] = siteFunction(template);
    expect(Buffer.byteLength(Properties.FunctionCode)).toBeLessThan(10_240);
    expect(Properties).toMatchObject({ AutoPublish: true, FunctionConfig: { Runtime: 'cloudfront-js-2.0' } });
  });
});

describe('the module that embeds the pages', () => {
  const isOfFiles = ({ PathPattern }: { PathPattern: string }) => !['/v1/*', '/assets/*'].includes(PathPattern);
  const distribution = (stage: Parameters<typeof synthesized>[0]) =>
    only(
      resources<{
        DistributionConfig: { CacheBehaviors?: { PathPattern: string; ResponseHeadersPolicyId: { Ref: string } }[] };
      }>(synthesized(stage), 'AWS::CloudFront::Distribution'),
    )[1].Properties.DistributionConfig;

  test('and its files may be read by pages of the allowed origins; other files may not', () => {
    const behaviors = (distribution('prod').CacheBehaviors ?? []).filter(isOfFiles);
    expect(behaviors.map(({ PathPattern }) => PathPattern)).toEqual(['/embed.js', '/embed/*', '/config.json']);
    const policy = only([...new Set(behaviors.map(({ ResponseHeadersPolicyId: { Ref } }) => Ref))]);
    expect(template.findResources('AWS::CloudFront::ResponseHeadersPolicy')[policy]).toMatchObject({
      Properties: {
        ResponseHeadersPolicyConfig: {
          CorsConfig: {
            AccessControlAllowCredentials: false,
            AccessControlAllowOrigins: { Items: ['https://www.example.com'] },
            OriginOverride: true,
          },
          CustomHeadersConfig: {
            Items: expect.arrayContaining([
              { Header: 'Cross-Origin-Resource-Policy', Value: 'cross-origin', Override: true },
            ]),
          },
        },
      },
    });
    const open = resources(template, 'AWS::CloudFront::ResponseHeadersPolicy').filter(([, { Properties }]) =>
      JSON.stringify(Properties).includes('CorsConfig'),
    );
    expect(open.map(([name]) => name)).toEqual([policy]);
  });

  test('may be read by no other origin where none is allowed', () => {
    expect(distribution('dev').CacheBehaviors?.filter(isOfFiles)).toEqual([]);
  });
});

test('the bucket is private and encrypted, and only CloudFront may read it', () => {
  expect(() =>
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    }),
  ).not.toThrow();
  expect(() =>
    template.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: { SigningBehavior: 'always', SigningProtocol: 'sigv4' },
    }),
  ).not.toThrow();
  const policy = only(
    resources<{ PolicyDocument: { Statement: Record<string, unknown>[] } }>(template, 'AWS::S3::BucketPolicy').filter(
      ([logicalId]) => logicalId.startsWith('Pages'),
    ),
  );
  const { Statement: statements } = policy[1].Properties.PolicyDocument;
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
  const distribution = only(Object.keys(template.findResources('AWS::CloudFront::Distribution')));
  // The right to list the bucket is what makes S3 answer 404 for a missing object.
  expect(new Set(allowed.map(({ Action }) => Action))).toEqual(new Set(['s3:GetObject', 's3:ListBucket']));
  for (const { Principal, Condition } of allowed) {
    expect(Principal).toEqual({ Service: 'cloudfront.amazonaws.com' });
    expect(JSON.stringify(Condition)).toMatch(
      new RegExp(`^\\{"StringEquals":\\{"AWS:SourceArn":.*:distribution/",\\{"Ref":"${distribution}"\\}`),
    );
  }
  expect(statements.filter(({ Effect }) => Effect === 'Deny')).toMatchObject([
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ]);
});

interface FilesOf {
  readonly Exclude: string[];
  readonly Include?: string[];
  readonly Prune: boolean;
  readonly RetainOnDelete: boolean;
  readonly SystemMetadata: { readonly 'cache-control': string };
}

const deploymentsIn = (made: Template) => resources<FilesOf>(made, 'Custom::CDKBucketDeployment');

test('hashed files are cached for good, come before the documents that name them, and stay when a release drops them', () => {
  const hashed = ['assets/*', 'embed/*'];
  const [first, second, ...others] = deploymentsIn(template).toSorted(
    ([, one], [, other]) => Number(one.Properties.Prune) - Number(other.Properties.Prune),
  );
  expect(others).toEqual([]);
  expect(first?.[1].Properties).toMatchObject({
    Exclude: ['*'],
    Include: hashed,
    Prune: false,
    SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
  });
  expect(second?.[1].Properties).toMatchObject({
    // `npm run deploy` writes it: no release has it, and none deletes it.
    Exclude: [...hashed, 'releases.json'],
    SystemMetadata: { 'cache-control': 'no-cache' },
  });
  expect(second?.[1]).toMatchObject({ DependsOn: expect.arrayContaining([first?.[0]]) as unknown });
});

test('the files are deleted with the bucket or kept with it', () => {
  const kept = [template, synthesized('dev')].map((made) =>
    deploymentsIn(made).map(([, { Properties }]) => Properties.RetainOnDelete),
  );
  expect(kept).toEqual([
    [true, true],
    [false, false],
  ]);
});

test('the deployment of the pages may only read the built files and write the bucket', () => {
  const [, { Properties: deployer }] = only(
    resources<{ FunctionName?: string; Role: { 'Fn::GetAtt': [string, string] } }>(
      template,
      'AWS::Lambda::Function',
    ).filter(([, { Properties }]) => Properties.FunctionName === undefined),
  );
  const role = deployer.Role['Fn::GetAtt'][0];
  expect(template.findResources('AWS::IAM::Role')[role]?.Properties).not.toHaveProperty('ManagedPolicyArns');
  const policies = resources<{ Roles: { Ref: string }[]; PolicyDocument: { Statement: Statement[] } }>(
    template,
    'AWS::IAM::Policy',
  ).filter(([, { Properties }]) => Properties.Roles.some(({ Ref }) => Ref === role));
  const rights = only(policies)[1].Properties.PolicyDocument.Statement.map(({ Action, Resource }) => [
    listed(Action),
    JSON.stringify(Resource).replaceAll(/[0-9a-f]{64}/g, 'hash'),
  ]);
  const file = expect.stringMatching(/assets-[^"]+"\},"\/hash\.zip"/);
  expect(rights).toEqual([
    [['logs:CreateLogStream', 'logs:PutLogEvents'], expect.stringContaining('PagesDeploymentLogs')],
    [['s3:GetBucketTagging', 's3:ListBucket'], expect.stringMatching(/^\{"Fn::GetAtt":\["PagesBucket\w+","Arn"\]\}$/)],
    [['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], expect.stringContaining('PagesBucket')],
    [['s3:GetObject'], file],
  ]);
});

test('CloudFront has the web ACL that a stage names', () => {
  const siteWebAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/pages/0123-4567';
  const aclOf = (made: Template) =>
    only(resources<{ DistributionConfig: { WebACLId?: string } }>(made, 'AWS::CloudFront::Distribution'))[1].Properties
      .DistributionConfig.WebACLId;
  expect([aclOf(template), aclOf(synthesized('prod', { siteWebAclArn }))]).toEqual([undefined, siteWebAclArn]);
});

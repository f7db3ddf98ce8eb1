import { runInNewContext } from 'node:vm';
import type { Template } from 'aws-cdk-lib/assertions';
import { only, resources, synthesized } from './synthesized.ts';

interface Origin {
  readonly Id: string;
  readonly DomainName: unknown;
  readonly CustomOriginConfig?: { readonly OriginProtocolPolicy: string; readonly OriginSSLProtocols: string[] };
  readonly OriginCustomHeaders?: { readonly HeaderName: string; readonly HeaderValue: unknown }[];
}

interface Behavior {
  readonly PathPattern: string;
  readonly TargetOriginId: string;
  readonly AllowedMethods: string[];
  readonly CachePolicyId: { readonly Ref: string };
  readonly OriginRequestPolicyId: { readonly Ref: string };
  readonly ViewerProtocolPolicy: string;
  readonly FunctionAssociations?: { readonly FunctionARN: { readonly 'Fn::GetAtt': [string, string] } }[];
}

interface Config {
  readonly Comment: string;
  readonly Origins: Origin[];
  readonly CacheBehaviors: Behavior[];
}

const configOf = (made: Template): Config =>
  only(resources<{ DistributionConfig: Config }>(made, 'AWS::CloudFront::Distribution'))[1].Properties
    .DistributionConfig;

function siteApi(made: Template) {
  const { Origins, CacheBehaviors } = configOf(made);
  const behavior = only(CacheBehaviors.filter(({ PathPattern }) => PathPattern === '/v1/*'));
  const origin = only(Origins.filter(({ Id }) => Id === behavior.TargetOriginId));
  return { behavior, origin };
}

interface HeadersConfig {
  readonly HeaderBehavior: string;
  readonly Headers: string[];
}

const passedBy = (made: Template) =>
  only(
    resources<{ OriginRequestPolicyConfig: { HeadersConfig: HeadersConfig; QueryStringsConfig: object } }>(
      made,
      'AWS::CloudFront::OriginRequestPolicy',
    ),
  )[1].Properties.OriginRequestPolicyConfig;

const secretOf = (made: Template) =>
  only(
    resources<{ Name: string }>(made, 'AWS::SecretsManager::Secret').filter(([, { Properties }]) =>
      Properties.Name.endsWith('/origin'),
    ),
  );

const template = synthesized('prod');

test('CloudFront passes /v1/* to the API under the name at which API Gateway answers, over TLS alone', () => {
  const { origin, behavior } = siteApi(template);
  expect(origin).toMatchObject({
    DomainName: 'api.login.example.com',
    CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
  });
  expect(behavior).toMatchObject({ ViewerProtocolPolicy: 'https-only' });
  expect(behavior.AllowedMethods.toSorted()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);
  const [api] = only(resources(synthesized('dev'), 'AWS::ApiGateway::RestApi'));
  const { DomainName } = siteApi(synthesized('dev')).origin;
  expect(JSON.stringify(DomainName)).toContain(`{"Ref":"${api}"},".execute-api."`);
});

test("each call carries the stack's secret, which the template only names", () => {
  const { origin } = siteApi(template);
  const [secret, { Properties }] = secretOf(template);
  expect(origin.OriginCustomHeaders).toEqual([
    {
      HeaderName: 'x-origin-secret',
      HeaderValue: {
        'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: secret }, ':SecretString:::}}']],
      },
    },
  ]);
  expect(Properties).toMatchObject({
    Name: 'password-reset/prod/origin',
    GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
  });
});

test('a rotation changes the distribution, so that CloudFormation reads the secret again', () => {
  const rotated = synthesized('prod', { originSecretRotation: '2026-11-30' });
  expect(configOf(template).Comment).toBe('Password reset pages (prod)');
  expect(configOf(rotated).Comment).toBe('Password reset pages (prod), origin secret of 2026-11-30');
  expect(siteApi(rotated).origin.OriginCustomHeaders).toEqual(siteApi(template).origin.OriginCustomHeaders);
});

test("the viewer's address is CloudFront's own, and Host and forged addresses stay behind", () => {
  const { HeadersConfig, QueryStringsConfig } = passedBy(template);
  expect(HeadersConfig.HeaderBehavior).toBe('whitelist');
  expect(HeadersConfig.Headers.map((name) => name.toLowerCase()).toSorted()).toEqual([
    'accept-language',
    'access-control-request-headers',
    'access-control-request-method',
    'cloudfront-viewer-address',
    'content-type',
    'origin',
    'user-agent',
    'x-viewer-address',
  ]);
  // CloudFront's quota for an origin request policy.
  expect(HeadersConfig.Headers.length).toBeLessThanOrEqual(10);
  expect(QueryStringsConfig).toEqual({ QueryStringBehavior: 'all' });
});

test('nothing is cached, and Authorization is passed on', () => {
  const { behavior } = siteApi(template);
  const [id, { Properties }] = only(resources(template, 'AWS::CloudFront::CachePolicy'));
  expect(behavior.CachePolicyId).toEqual({ Ref: id });
  expect(Properties).toMatchObject({
    CachePolicyConfig: {
      DefaultTTL: 0,
      MinTTL: 0,
      // With 0 CloudFront would pass on no header of the policy.
      MaxTTL: 1,
      ParametersInCacheKeyAndForwardedToOrigin: {
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Authorization'] },
        CookiesConfig: { CookieBehavior: 'none' },
      },
    },
  });
});

describe('the address for the firewall', () => {
  test('is written at the edge, over what the viewer sent', () => {
    const { behavior } = siteApi(template);
    const [{ FunctionARN }] = behavior.FunctionAssociations as [{ FunctionARN: { 'Fn::GetAtt': [string, string] } }];
    const [, { Properties }] = only(
      resources<{ FunctionCode: string }>(template, 'AWS::CloudFront::Function').filter(
        ([name]) => name === FunctionARN['Fn::GetAtt'][0],
      ),
    );
    const headers = { 'x-viewer-address': { value: '198.51.100.7' }, origin: { value: 'https://login.example.com' } };
    const event = { viewer: { ip: '2001:db8::7' }, request: { uri: '/v1/sessions', headers } };
    expect(runInNewContext(`${Properties.FunctionCode}\nhandler(event)`, { event })).toEqual({
      uri: '/v1/sessions',
      headers: { 'x-viewer-address': { value: '2001:db8::7' }, origin: { value: 'https://login.example.com' } },
    });
  });

  test('is not sent where there is no firewall', () => {
    const made = synthesized('dev');
    expect(siteApi(made).behavior.FunctionAssociations).toBeUndefined();
    expect(passedBy(made).HeadersConfig.Headers).not.toContain('x-viewer-address');
  });
});

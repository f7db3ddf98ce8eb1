import { Match, only, resources, synthesized } from './synthesized.ts';

const template = synthesized('prod', { wafRequestsPerMinute: '600' });

interface RuleProperties {
  readonly Name: string;
  readonly Priority: number;
  readonly Statement: {
    readonly RateBasedStatement?: Record<string, unknown>;
    readonly ManagedRuleGroupStatement?: {
      readonly Name: string;
      readonly VendorName: string;
      readonly RuleActionOverrides: { readonly Name: string; readonly ActionToUse: object }[];
    };
  };
  readonly Action?: {
    readonly Block: {
      readonly CustomResponse: {
        readonly ResponseCode: number;
        readonly CustomResponseBodyKey: string;
        readonly ResponseHeaders: { readonly Name: string; readonly Value: unknown }[];
      };
    };
  };
  readonly OverrideAction?: object;
  readonly VisibilityConfig: { readonly SampledRequestsEnabled: boolean };
}

interface WebAclProperties {
  readonly Scope: string;
  readonly DefaultAction: object;
  readonly Rules: RuleProperties[];
  readonly CustomResponseBodies: Record<string, { readonly ContentType: string; readonly Content: string }>;
  readonly VisibilityConfig: { readonly SampledRequestsEnabled: boolean };
  readonly DataProtectionConfig: { readonly DataProtections: object[] };
}

const [aclId, { Properties: acl }] = only(resources<WebAclProperties>(template, 'AWS::WAFv2::WebACL'));
const rateRules = acl.Rules.filter(({ Statement }) => Statement.RateBasedStatement !== undefined);
const managed = acl.Rules.flatMap(({ Statement, OverrideAction }) =>
  Statement.ManagedRuleGroupStatement === undefined ? [] : [{ ...Statement.ManagedRuleGroupStatement, OverrideAction }],
);

test('protects the stage of the API', () => {
  const association = only(
    resources<{ ResourceArn: unknown; WebACLArn: unknown }>(template, 'AWS::WAFv2::WebACLAssociation'),
  )[1].Properties;
  const stage = only(Object.keys(template.findResources('AWS::ApiGateway::Stage')));
  expect(association.WebACLArn).toEqual({ 'Fn::GetAtt': [aclId, 'Arn'] });
  expect(JSON.stringify(association.ResourceArn)).toContain(`"/stages/",{"Ref":"${stage}"}`);
  expect(acl).toMatchObject({ Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
});

test('the limits for one address are the first rules: of callers of the API, and of those behind CloudFront', () => {
  expect(
    rateRules.map(({ Name, Priority, Statement: { RateBasedStatement: rate } }) => [
      Priority,
      Name,
      rate?.['AggregateKeyType'],
      rate?.['Limit'],
      rate?.['EvaluationWindowSec'],
      rate?.['ScopeDownStatement'] !== undefined,
    ]),
  ).toEqual([
    [0, 'rate-limited', 'IP', 600, 60, true],
    [1, 'rate-limited-costly', 'IP', 240, 600, true],
    [2, 'rate-limited-site', 'FORWARDED_IP', 600, 60, true],
    [3, 'rate-limited-costly-site', 'FORWARDED_IP', 240, 600, true],
  ]);
  expect(acl.Rules.map(({ Priority }) => Priority)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

describe('an address that CloudFront passes on', () => {
  const secretOf = (made: typeof template) =>
    only(
      resources<{ Name: string }>(made, 'AWS::SecretsManager::Secret').filter(([, { Properties }]) =>
        Properties.Name.endsWith('/origin'),
      ),
    )[0];
  const reference = (made: typeof template, stage: string) => ({
    'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: secretOf(made) }, `:SecretString::${stage}:}}`]],
  });
  const headerIs = (value: unknown) => ({
    ByteMatchStatement: {
      FieldToMatch: { SingleHeader: { Name: 'x-origin-secret' } },
      PositionalConstraint: 'EXACTLY',
      SearchString: value,
      TextTransformations: [{ Priority: 0, Type: 'NONE' }],
    },
  });
  const scopes = (made: typeof template) =>
    new Map(
      only(resources<WebAclProperties>(made, 'AWS::WAFv2::WebACL'))[1].Properties.Rules.map(
        ({ Name, Statement }) => [Name, Statement.RateBasedStatement?.['ScopeDownStatement']] as const,
      ),
    );

  test('counts only beside the secret, in the header that the edge function writes', () => {
    expect(scopes(template).get('rate-limited-site')).toEqual(headerIs(reference(template, '')));
    expect(scopes(template).get('rate-limited')).toEqual({
      NotStatement: { Statement: headerIs(reference(template, '')) },
    });
    for (const { Name, Statement } of rateRules.filter(({ Name }) => Name.endsWith('-site')))
      expect([Name, Statement.RateBasedStatement?.['ForwardedIPConfig']]).toEqual([
        Name,
        { HeaderName: 'x-viewer-address', FallbackBehavior: 'MATCH' },
      ]);
  });

  test('counts beside either version of the secret after a rotation, which changes the web ACL', () => {
    const rotated = synthesized('prod', { originSecretRotation: '2026-11-30' });
    const either = {
      OrStatement: { Statements: ['', 'AWSPREVIOUS'].map((stage) => headerIs(reference(rotated, stage))) },
    };
    expect(scopes(rotated).get('rate-limited-site')).toEqual(either);
    const description = (made: typeof template) =>
      only(resources<{ Description?: string }>(made, 'AWS::WAFv2::WebACL'))[1].Properties.Description;
    expect([description(template), description(rotated)]).toEqual([undefined, 'Origin secret of 2026-11-30']);
  });
});

test.each(rateRules.map((rule) => [rule.Name, rule] as const))(
  'the answer beyond the limit %s is a problem that the pages can read, with Retry-After',
  (_name, rule) => {
    const answer = rule.Action?.Block.CustomResponse;
    expect(answer?.ResponseCode).toBe(429);
    const headers = Object.fromEntries((answer?.ResponseHeaders ?? []).map(({ Name, Value }) => [Name, Value]));
    expect(headers).toMatchObject({
      'Retry-After': String(rule.Statement.RateBasedStatement?.['EvaluationWindowSec']),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Access-Control-Allow-Origin': 'https://login.example.com',
      'Access-Control-Expose-Headers': 'Retry-After',
    });
    // WAF takes at most ten headers, and no content type.
    expect(Object.keys(headers).length).toBeLessThanOrEqual(10);
    expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain('content-type');
    const body = acl.CustomResponseBodies[answer?.CustomResponseBodyKey ?? ''];
    expect(body?.ContentType).toBe('APPLICATION_JSON');
    expect(JSON.parse(body?.Content ?? '')).toEqual({
      type: 'urn:problem:password-reset:rate-limited',
      title: 'Too many requests',
      status: 429,
      code: 'rate-limited',
    });
  },
);

test('the managed rules block, except those that could reject a password for its content', () => {
  const counted = managed.map(({ VendorName, Name, RuleActionOverrides, OverrideAction }) => [
    VendorName,
    Name,
    OverrideAction,
    RuleActionOverrides.map((rule) => [rule.Name, rule.ActionToUse]),
  ]);
  const counts = (...rules: string[]) => rules.map((rule) => [rule, { Count: {} }]);
  expect(counted).toEqual([
    ['AWS', 'AWSManagedRulesAmazonIpReputationList', { None: {} }, []],
    ['AWS', 'AWSManagedRulesKnownBadInputsRuleSet', { None: {} }, []],
    [
      'AWS',
      'AWSManagedRulesCommonRuleSet',
      { None: {} },
      counts(
        'CrossSiteScripting_BODY',
        'EC2MetaDataSSRF_BODY',
        'GenericLFI_BODY',
        'GenericRFI_BODY',
        'SizeRestrictions_BODY',
      ),
    ],
  ]);
});

test('the core rules, which cost as much as a rate, are left out unless a stage sets wafCoreRules', () => {
  const namesOf = (made: typeof template) =>
    only(resources<WebAclProperties>(made, 'AWS::WAFv2::WebACL'))[1].Properties.Rules.map(({ Name }) => Name);
  const core = 'AWSManagedRulesCommonRuleSet';
  expect(namesOf(template)).toContain(core);
  expect(namesOf(synthesized('staging', { profile: 'full' }))).toEqual(
    namesOf(template).filter((name) => name !== core),
  );
});

describe('its log', () => {
  test('goes to a log group with a name and an ARN that WAF accepts', () => {
    const logging = only(
      resources<{ LogDestinationConfigs: unknown[]; ResourceArn: unknown }>(
        template,
        'AWS::WAFv2::LoggingConfiguration',
      ),
    )[1].Properties;
    const [groupId] = only(
      resources<{ LogGroupName?: string }>(template, 'AWS::Logs::LogGroup').filter(
        ([, { Properties }]) => Properties.LogGroupName === 'aws-waf-logs-password-reset-prod',
      ),
    );
    expect(JSON.stringify(logging.LogDestinationConfigs)).toMatch(
      new RegExp(`":log-group:",\\{"Ref":"${groupId}"\\}\\]\\]\\}\\]$`),
    );
    expect(logging.ResourceArn).toEqual({ 'Fn::GetAtt': [aclId, 'Arn'] });
  });

  test("has the requests that were blocked or counted, without session tokens and CloudFront's secret", () => {
    const condition = (Action: string) => ({ ActionCondition: { Action } });
    expect(() =>
      template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
        RedactedFields: ['authorization', 'x-origin-secret'].map((Name) => ({ SingleHeader: { Name } })),
        LoggingFilter: {
          DefaultBehavior: 'DROP',
          Filters: [
            { Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: [condition('BLOCK'), condition('COUNT')] },
          ],
        },
      }),
    ).not.toThrow();
  });

  test('has no match of a rule in a body, which may be part of a password, and there are no samples of requests', () => {
    expect(acl.DataProtectionConfig.DataProtections).toEqual([
      {
        Action: 'SUBSTITUTION',
        Field: { FieldType: 'SINGLE_HEADER', FieldKeys: ['authorization', 'x-origin-secret'] },
      },
      { Action: 'SUBSTITUTION', Field: { FieldType: 'BODY' } },
    ]);
    const samples = [acl, ...acl.Rules].map(({ VisibilityConfig }) => VisibilityConfig.SampledRequestsEnabled);
    expect(new Set(samples)).toEqual(new Set([false]));
  });
});

test('waf=false leaves it out', () => {
  const without = synthesized('prod', { waf: 'false' });
  for (const type of ['WebACL', 'WebACLAssociation', 'LoggingConfiguration']) {
    expect(without.findResources(`AWS::WAFv2::${type}`)).toEqual({});
  }
});

test("its answer admits CloudFront's name as origin where the pages have no host of their own", () => {
  const staging = synthesized('staging', { waf: 'true' });
  const distribution = only(Object.keys(staging.findResources('AWS::CloudFront::Distribution')));
  expect(() =>
    staging.hasResourceProperties('AWS::WAFv2::WebACL', {
      Rules: Match.arrayWith([
        Match.objectLike({
          Action: {
            Block: {
              CustomResponse: Match.objectLike({
                ResponseHeaders: Match.arrayWith([
                  {
                    Name: 'Access-Control-Allow-Origin',
                    Value: { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [distribution, 'DomainName'] }]] },
                  },
                ]),
              }),
            },
          },
        }),
      ]),
    }),
  ).not.toThrow();
});

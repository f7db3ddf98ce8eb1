import { type Operation, operations, operationsWith, PROBLEMS } from '../../functions/operations/index.ts';
import { Match, only, resources, synthesized } from './synthesized.ts';
import { costlyMethods } from './expected-rights.ts';

const template = synthesized('prod', { allowedOrigins: 'https://www.example.com,https://app.example.com' });
const underGivenNames = synthesized('dev');

interface MethodProperties {
  readonly HttpMethod: string;
  readonly OperationName?: string;
  readonly RequestModels?: Record<string, { Ref: string }>;
  readonly RequestValidatorId?: unknown;
  readonly AuthorizationType: string;
  readonly Integration: {
    readonly Type: string;
    readonly IntegrationHttpMethod?: string;
    readonly PassthroughBehavior?: string;
    readonly IntegrationResponses?: {
      StatusCode: string;
      ResponseParameters: Record<string, string>;
      ResponseTemplates: Record<string, unknown>;
    }[];
  };
}

interface ModelProperties {
  readonly Name: string;
  readonly ContentType: string;
  readonly Schema: {
    readonly $schema: string;
    readonly type: string;
    readonly additionalProperties?: unknown;
    readonly properties: Record<string, Record<string, unknown>>;
    readonly required: string[];
  };
}

const methods = resources<MethodProperties>(template, 'AWS::ApiGateway::Method').map(
  ([, { Properties }]) => Properties,
);
const models = new Map(
  resources<ModelProperties>(template, 'AWS::ApiGateway::Model').map(([id, { Properties }]) => [id, Properties]),
);
const preflights = methods.filter(({ HttpMethod }) => HttpMethod === 'OPTIONS');

describe.each(operationsWith('built-in'))('%s', (id) => {
  const operation: Operation = operations[id];
  const route = only(methods.filter(({ OperationName }) => OperationName === id));

  test('is a proxy of its method', () => {
    expect(route).toMatchObject({ HttpMethod: operation.method, AuthorizationType: 'NONE' });
    expect(route.Integration).toMatchObject({ Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST' });
  });

  test('has its request model, and no validation before the function', () => {
    expect(route.RequestValidatorId).toBeUndefined();
    const logicalId = route.RequestModels?.['application/json']?.Ref;
    const model = models.get(logicalId ?? '');
    const wanted = {
      ContentType: 'application/json',
      Schema: { $schema: 'http://json-schema.org/draft-04/schema#', type: 'object', additionalProperties: false },
    };
    expect([logicalId !== undefined, model]).toMatchObject(
      operation.request === undefined ? [false, undefined] : [true, wanted],
    );
    const { properties = {}, required = [] } = model?.Schema ?? {};
    expect(required.filter((name) => properties[name] === undefined)).toEqual([]);
    expect(Object.values(properties).filter(({ type }) => type !== 'string')).toEqual([]);
    expect(required.includes('captchaToken')).toBe(operation.captchaAction !== undefined);
  });
});

describe('preflights', () => {
  test('each path has a preflight with the methods of that path', () => {
    const paths = new Set(operationsWith('built-in').map((id) => operations[id].path));
    expect(preflights).toHaveLength(paths.size);
    const allowed = preflights.map(
      ({ Integration }) =>
        Integration.IntegrationResponses?.[0]?.ResponseParameters[
          'method.response.header.Access-Control-Allow-Methods'
        ],
    );
    expect(allowed.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      "'GET,DELETE'",
      ...Array<string>(paths.size - 1).fill("'POST'"),
    ]);
  });

  test('compare the origin with each allowed origin as a whole', () => {
    for (const { Integration } of preflights) {
      expect(Integration).toMatchObject({ Type: 'MOCK', PassthroughBehavior: 'NEVER' });
      const answer = only(Integration.IntegrationResponses ?? []);
      expect(answer.StatusCode).toBe('204');
      const script = String(answer.ResponseTemplates['application/json']);
      const condition = script.split('\n').filter((line) => line.startsWith('#if($origin'));
      expect(condition).toEqual([
        '#if($origin == "https://login.example.com" || $origin == "https://www.example.com" || $origin == "https://app.example.com")',
      ]);
      expect(script).not.toContain('matches');
      expect(answer.ResponseParameters).toMatchObject({
        'method.response.header.Access-Control-Max-Age': "'7200'",
        'method.response.header.Access-Control-Allow-Headers': "'Content-Type,Authorization,Accept-Language'",
        'method.response.header.Vary': "'Origin'",
      });
      expect(Object.keys(answer.ResponseParameters)).not.toContain(
        'method.response.header.Access-Control-Allow-Origin',
      );
    }
  });

  test("allow CloudFront's name where the site has no host of its own", () => {
    const distribution = only(Object.keys(underGivenNames.findResources('AWS::CloudFront::Distribution')));
    const parts = ['#if($origin == "https://', { 'Fn::GetAtt': [distribution, 'DomainName'] }, '")'].map((part) =>
      typeof part === 'string' ? Match.stringLikeRegexp(part.replaceAll(/[()$]/g, String.raw`\$&`)) : part,
    );
    expect(() =>
      underGivenNames.hasResourceProperties('AWS::ApiGateway::Method', {
        HttpMethod: 'OPTIONS',
        Integration: {
          IntegrationResponses: [{ ResponseTemplates: { 'application/json': { 'Fn::Join': ['', parts] } } }],
        },
      }),
    ).not.toThrow();
  });
});

describe('gateway responses', () => {
  interface GatewayProperties {
    readonly ResponseType: string;
    readonly StatusCode?: string;
    readonly ResponseParameters: Record<string, string>;
    readonly ResponseTemplates: Record<string, string>;
  }
  const answers = new Map(
    resources<GatewayProperties>(template, 'AWS::ApiGateway::GatewayResponse').map(([, { Properties }]) => [
      Properties.ResponseType,
      Properties,
    ]),
  );

  test.each([
    ['DEFAULT_4XX', undefined, 'invalid-request'],
    ['DEFAULT_5XX', undefined, 'service-unavailable'],
    ['MISSING_AUTHENTICATION_TOKEN', '404', 'not-found'],
    ['INVALID_SIGNATURE', '404', 'not-found'],
    ['RESOURCE_NOT_FOUND', '404', 'not-found'],
    ['WAF_FILTERED', '403', 'invalid-request'],
    ['BAD_REQUEST_BODY', '400', 'invalid-request'],
    ['REQUEST_TOO_LARGE', '413', 'invalid-request'],
    ['UNSUPPORTED_MEDIA_TYPE', '415', 'invalid-request'],
    ['THROTTLED', '429', 'rate-limited'],
    ['QUOTA_EXCEEDED', '429', 'rate-limited'],
    ['INTEGRATION_FAILURE', '502', 'service-unavailable'],
    ['INTEGRATION_TIMEOUT', '504', 'service-unavailable'],
  ] as const)('%s is a problem document', (type, status, code) => {
    const answer = answers.get(type);
    expect(answer?.StatusCode).toBe(status);
    expect(JSON.parse(only(Object.values(answer?.ResponseTemplates ?? {})))).toEqual({
      type: `urn:problem:password-reset:${code}`,
      title: PROBLEMS[code].title,
      ...(status !== undefined && { status: Number(status) }),
      code,
    });
  });

  test('each has the security headers and can be read by the hosted pages', () => {
    expect(answers.size).toBe(13);
    for (const { ResponseParameters } of answers.values()) {
      expect(ResponseParameters).toMatchObject({
        'gatewayresponse.header.Content-Type': "'application/problem+json'",
        'gatewayresponse.header.Cache-Control': "'no-store'",
        'gatewayresponse.header.X-Content-Type-Options': "'nosniff'",
        'gatewayresponse.header.Strict-Transport-Security': "'max-age=63072000; includeSubDomains'",
        'gatewayresponse.header.Access-Control-Allow-Origin': "'https://login.example.com'",
      });
    }
  });

  test('a throttled caller gets Retry-After', () => {
    const later = [...answers.values()].filter(
      (answer) => 'gatewayresponse.header.Retry-After' in answer.ResponseParameters,
    );
    expect(later.map(({ ResponseType }) => ResponseType).sort()).toEqual(['QUOTA_EXCEEDED', 'THROTTLED']);
  });
});

describe('the endpoint', () => {
  interface ApiProperties {
    readonly DisableExecuteApiEndpoint: boolean;
    readonly SecurityPolicy: string;
    readonly EndpointAccessMode: string;
  }
  const tls = { SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', EndpointAccessMode: 'STRICT' };

  test('accepts only TLS 1.2 or newer, under its own host and under the name that AWS gives', () => {
    for (const made of [template, underGivenNames]) {
      const apis = resources<ApiProperties>(made, 'AWS::ApiGateway::RestApi');
      expect(only(apis)[1].Properties).toMatchObject(tls);
    }
    expect(() => template.hasResourceProperties('AWS::ApiGateway::DomainName', tls)).not.toThrow();
  });

  test('has no AWS name where it has a host of its own', () => {
    const disabled = [template, underGivenNames].map(
      (made) =>
        only(resources<ApiProperties>(made, 'AWS::ApiGateway::RestApi'))[1].Properties.DisableExecuteApiEndpoint,
    );
    expect(disabled).toEqual([true, false]);
  });
});

describe('the stage', () => {
  interface StageProperties {
    readonly StageName: string;
    readonly AccessLogSetting: { Format: string; DestinationArn: unknown };
    readonly MethodSettings: {
      readonly ResourcePath: string;
      readonly HttpMethod: string;
      readonly [other: string]: unknown;
    }[];
    readonly TracingEnabled: boolean;
  }
  const stage = only(resources<StageProperties>(template, 'AWS::ApiGateway::Stage'))[1].Properties;

  test('is v1, throttles, and never logs bodies', () => {
    expect(stage.StageName).toBe('v1');
    expect(stage.MethodSettings).toContainEqual({
      HttpMethod: '*',
      ResourcePath: '/*',
      LoggingLevel: 'OFF',
      DataTraceEnabled: false,
      // 100 and 200 of the settings, and what 20 addresses send at 200 calls a minute.
      ThrottlingRateLimit: 167,
      ThrottlingBurstLimit: 4200,
    });
  });

  test('has lower limits for the steps that send a mail or hash a password, and does not log their bodies either', () => {
    const ownSettings = stage.MethodSettings.filter(({ ResourcePath }) => ResourcePath !== '/*');
    const own = new Map(
      ownSettings.map(({ ResourcePath, HttpMethod, ...rest }) => [`${HttpMethod} ${ResourcePath}`, rest]),
    );
    const always = { LoggingLevel: 'OFF', DataTraceEnabled: false };
    // 20 and 40 of the settings, and what 20 addresses send at 240 calls in ten minutes.
    const costly = { ...always, ThrottlingRateLimit: 28, ThrottlingBurstLimit: 4840 };
    expect(Object.fromEntries(own)).toEqual(Object.fromEntries(costlyMethods.map((method) => [method, costly])));
  });

  test('traces calls; no path has a parameter, so no secret is in a URL', () => {
    expect(stage.TracingEnabled).toBe(true);
    for (const { path } of Object.values(operations)) expect(path).not.toContain('{');
  });

  test('samples only its own calls, at the rate of the setting, and no preflight', () => {
    const samplingOf = (stage: string, overrides = {}) =>
      resources<{ SamplingRule: Record<string, unknown> }>(
        synthesized(stage, overrides),
        'AWS::XRay::SamplingRule',
      ).map(([, { Properties }]) => Properties.SamplingRule);
    expect(samplingOf('dev')).toEqual([]);
    const own = { ReservoirSize: 0, ServiceName: 'password-reset-prod/v1', ServiceType: 'AWS::ApiGateway::Stage' };
    // X-Ray applies the rule with the lower priority number first.
    expect(samplingOf('prod', { tracedPercent: '20' })).toEqual([
      expect.objectContaining({ ...own, RuleName: 'reset-prod', Priority: 1000, HTTPMethod: '*', FixedRate: 0.2 }),
      expect.objectContaining({
        ...own,
        RuleName: 'reset-prod-cors',
        Priority: 999,
        HTTPMethod: 'OPTIONS',
        FixedRate: 0,
      }),
    ]);
  });

  test('logs source address, path, method and status, and no field that can hold a secret', () => {
    const variables = Object.values(JSON.parse(stage.AccessLogSetting.Format) as Record<string, string>);
    expect(variables.sort()).toEqual([
      '$context.error.responseType',
      '$context.httpMethod',
      '$context.identity.sourceIp',
      '$context.integrationLatency',
      '$context.requestId',
      '$context.requestTimeEpoch',
      '$context.resourcePath',
      '$context.responseLatency',
      '$context.status',
    ]);
  });
});

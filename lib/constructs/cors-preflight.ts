import { type IResource, MockIntegration, PassthroughBehavior } from 'aws-cdk-lib/aws-apigateway';

/**
 * Seconds for which a browser keeps the answer. Chromium keeps it for two hours at most. A preflight is billed as a
 * call.
 */
const MAX_AGE = 7200;

const HEADERS = 'Content-Type,Authorization,Accept-Language';

/**
 * Returns a template that allows exactly these origins. It compares whole strings, because `matches` would treat each
 * dot of an origin as any character.
 */
const template = (origins: readonly string[]) =>
  [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if(!$origin || $origin == "")',
    '#set($origin = $input.params().header.get("origin"))',
    '#end',
    `#if(${origins.map((origin) => `$origin == "${origin}"`).join(' || ')})`,
    '#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
    '#end',
  ].join('\n');

/** Adds an `OPTIONS` method that API Gateway answers itself, with 204 for every origin. No function starts. */
export function answerPreflights(resource: IResource, methods: readonly string[], origins: readonly string[]): void {
  const headers: Record<string, string> = {
    'Access-Control-Allow-Headers': HEADERS,
    'Access-Control-Allow-Methods': methods.join(','),
    'Access-Control-Max-Age': String(MAX_AGE),
    Vary: 'Origin',
    'Cache-Control': 'no-store',
    'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    'X-Content-Type-Options': 'nosniff',
  };
  const named = (value: (header: string) => string | boolean) =>
    Object.fromEntries(Object.keys(headers).map((name) => [`method.response.header.${name}`, value(name)]));
  resource.addMethod(
    'OPTIONS',
    new MockIntegration({
      // A body of any other type gets 415; otherwise API Gateway would read it as the mock's instructions.
      passthroughBehavior: PassthroughBehavior.NEVER,
      requestTemplates: { 'application/json': '{"statusCode":204}' },
      integrationResponses: [
        {
          statusCode: '204',
          responseParameters: named((name) => `'${headers[name]}'`) as Record<string, string>,
          responseTemplates: { 'application/json': template(origins) },
        },
      ],
    }),
    {
      methodResponses: [
        {
          statusCode: '204',
          responseParameters: {
            ...(named(() => true) as Record<string, boolean>),
            'method.response.header.Access-Control-Allow-Origin': true,
          },
        },
      ],
    },
  );
}

import velocity from 'velocityjs';
import { type Answer, contextVariable, type Exchange, header, mappedValue } from './exchange.ts';
import type { MockIntegration } from './routes.ts';

const HEADER = 'method.response.header.';

/** `$input.params()`: names are case-sensitive, and a missing value is empty, as in API Gateway's own templates. */
function input(exchange: Exchange) {
  const group = (entries: Iterable<readonly [string, string]>) => {
    const values = new Map(entries);
    return {
      ...Object.fromEntries(values),
      get: (name: string) => values.get(name) ?? '',
      keySet: () => [...values.keys()],
    };
  };
  const all = {
    path: group(Object.entries(exchange.match?.pathParameters ?? {})),
    querystring: group(new URLSearchParams(exchange.query)),
    header: group([...exchange.headers].map(([name, values]) => [name, values.at(-1) ?? ''])),
  };
  return {
    body: exchange.body,
    params: (name?: string) =>
      name === undefined ? all : all.path.get(name) || all.querystring.get(name) || all.header.get(name),
  };
}

interface Overrides {
  header: Record<string, unknown>;
  status?: string | number;
}

function render(template: string, exchange: Exchange): { text: string; overrides: Overrides } {
  const overrides: Overrides = { header: {} };
  const variable = (name: string) => contextVariable(exchange, name);
  const context = {
    responseOverride: overrides,
    requestId: variable('requestId'),
    httpMethod: variable('httpMethod'),
    resourcePath: variable('resourcePath'),
    stage: variable('stage'),
    identity: { sourceIp: exchange.sourceIp, userAgent: variable('identity.userAgent') },
  };
  const text = velocity.render(template, {
    context,
    input: input(exchange),
    stageVariables: exchange.api.stage.Variables,
  });
  return { text, overrides };
}

/** The templates need no quotes around keys: `{ statusCode: 204 }`. */
const statusOf = (text: string): string | undefined => /["']?statusCode["']?\s*:\s*["']?(\d{3})/.exec(text)?.[1];

/**
 * Runs a MOCK integration: the request template gives a status, the status picks the integration response, and its
 * template makes the body and may set headers by `$context.responseOverride`.
 */
export function runMock(
  integration: MockIntegration,
  exchange: Exchange,
): Answer | 'UNSUPPORTED_MEDIA_TYPE' | 'API_CONFIGURATION_ERROR' {
  const contentType = header(exchange, 'content-type')?.split(';')[0]?.trim() ?? 'application/json';
  const requestTemplate = integration.RequestTemplates[contentType];
  const { PassthroughBehavior: passthrough } = integration;
  const refused =
    passthrough === 'NEVER' ||
    (passthrough === 'WHEN_NO_TEMPLATES' && Object.keys(integration.RequestTemplates).length > 0);
  if (requestTemplate === undefined && refused) return 'UNSUPPORTED_MEDIA_TYPE';
  const status = statusOf(requestTemplate === undefined ? exchange.body : render(requestTemplate, exchange).text);
  if (status === undefined) return 'API_CONFIGURATION_ERROR';
  const responses = integration.IntegrationResponses;
  const response =
    responses.find(
      ({ SelectionPattern: pattern }) => pattern !== undefined && new RegExp(`^(?:${pattern})$`).test(status),
    ) ?? responses.find(({ SelectionPattern: pattern }) => pattern === undefined || pattern === '');
  if (response === undefined) return 'API_CONFIGURATION_ERROR';

  const headers = new Map<string, string>();
  for (const [parameter, expression] of Object.entries(response.ResponseParameters)) {
    const value = parameter.startsWith(HEADER) ? mappedValue(expression, exchange) : undefined;
    if (value !== undefined) headers.set(parameter.slice(HEADER.length), value);
  }
  const [type = 'application/json', template = ''] = Object.entries(response.ResponseTemplates)[0] ?? [];
  const { text, overrides } = render(template, exchange);
  for (const [name, value] of Object.entries(overrides.header)) headers.set(name, String(value));
  if (!headers.has('Content-Type')) headers.set('Content-Type', type);
  const answered = overrides.status === undefined ? response.StatusCode : String(overrides.status);
  return { status: Number(answered), headers: [...headers], body: text.trim() };
}

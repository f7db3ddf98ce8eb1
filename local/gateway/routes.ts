import * as z from 'zod';
import type { Template } from '../template.ts';

const number = z.coerce.number();
const texts = z.record(z.string(), z.string()).default({});

const resourceSchema = z.object({ ParentId: z.string(), PathPart: z.string(), RestApiId: z.string() });

const integrationResponseSchema = z.object({
  StatusCode: z.coerce.string(),
  SelectionPattern: z.string().optional(),
  ResponseParameters: texts,
  ResponseTemplates: texts,
});

const integrationSchema = z.discriminatedUnion('Type', [
  z.object({ Type: z.literal('AWS_PROXY'), Uri: z.string(), TimeoutInMillis: number.default(29_000) }),
  z.object({
    Type: z.literal('MOCK'),
    RequestTemplates: texts,
    PassthroughBehavior: z.enum(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']).default('WHEN_NO_MATCH'),
    IntegrationResponses: z.array(integrationResponseSchema).default([]),
  }),
]);

// `never` makes a feature of API Gateway that this gateway lacks an error instead of a silent gap.
const methodSchema = z.object({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  AuthorizationType: z.literal('NONE').default('NONE'),
  ApiKeyRequired: z.literal(false).default(false),
  RequestValidatorId: z.never({ error: 'the laptop cloud does not validate requests as API Gateway does' }).optional(),
  Integration: integrationSchema,
});

const apiSchema = z.object({
  BinaryMediaTypes: z.array(z.string()).max(0, 'the laptop cloud knows no binary media types').default([]),
  Body: z.never({ error: 'the laptop cloud reads Resource and Method, not an OpenAPI body' }).optional(),
});

const stageSchema = z.object({
  StageName: z.string(),
  AccessLogSetting: z.object({ Format: z.string() }).optional(),
  MethodSettings: z
    .array(
      z.object({
        HttpMethod: z.string().default('*'),
        ResourcePath: z.string().default('/*'),
        ThrottlingRateLimit: number.optional(),
        ThrottlingBurstLimit: number.optional(),
      }),
    )
    .default([]),
  Variables: texts,
});

export type MockIntegration = Extract<z.output<typeof integrationSchema>, { Type: 'MOCK' }>;
export type Stage = z.output<typeof stageSchema>;

export type Integration =
  | MockIntegration
  | { readonly Type: 'AWS_PROXY'; readonly functionName: string; readonly TimeoutInMillis: number };

/** A method on a resource. */
export interface Route {
  /** As in the template, such as `/password-resets/verify` or `/pets/{id}`. */
  readonly resourcePath: string;
  readonly resourceId: string;
  readonly method: string;
  readonly integration: Integration;
}

export interface Api {
  readonly id: string;
  readonly stage: Stage;
  readonly routes: readonly Route[];
}

/** Reads the one REST API of the template. */
export function readApi(template: Template): Api {
  const [api, ...otherApis] = template.read('AWS::ApiGateway::RestApi', apiSchema);
  const [stage, ...otherStages] = template.read('AWS::ApiGateway::Stage', stageSchema);
  if (api === undefined || stage === undefined || otherApis.length + otherStages.length > 0) {
    throw new Error('The laptop cloud runs a template with one REST API and one stage');
  }
  const resources = new Map(
    template
      .read('AWS::ApiGateway::Resource', resourceSchema)
      .map(({ logicalId, properties }) => [template.ref(logicalId), properties]),
  );
  const pathOf = (resourceId: string): string => {
    const resource = resources.get(resourceId);
    return resource === undefined ? '' : `${pathOf(resource.ParentId)}/${resource.PathPart}`;
  };
  const routes = template.read('AWS::ApiGateway::Method', methodSchema).map(({ logicalId, properties }): Route => {
    const { Integration: integration, ResourceId: resourceId } = properties;
    const route = { resourceId, resourcePath: pathOf(resourceId) || '/', method: properties.HttpMethod };
    if (integration.Type === 'MOCK') return { ...route, integration };
    const functionName = /:function:([^/:]+)/.exec(integration.Uri)?.[1];
    if (functionName === undefined) throw new Error(`${logicalId}: ${integration.Uri} names no function`);
    return {
      ...route,
      integration: { Type: 'AWS_PROXY', functionName, TimeoutInMillis: integration.TimeoutInMillis },
    };
  });
  return { id: api.logicalId, stage: stage.properties, routes };
}

/** A route with the values of its path parameters, decoded. */
export interface Match {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>> | null;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function parametersOf(resourcePath: string, segments: readonly string[]): Record<string, string> | undefined {
  const parts = resourcePath.slice(1).split('/');
  const greedy = parts.at(-1)?.endsWith('+}') === true;
  if (greedy ? segments.length < parts.length : segments.length !== parts.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    const name = /^\{([^+}]+)(\+?)\}$/.exec(part);
    if (name === null && part !== segment) return undefined;
    if (name !== null && segment === '') return undefined;
    if (name?.[1] !== undefined)
      parameters[name[1]] = name[2] === '+' ? segments.slice(index).join('/') : decode(segment);
  }
  return parameters;
}

/** Literal resources go before `{parameter}`, and those before `{proxy+}`. */
const specificity = (path: string): string =>
  path
    .split('/')
    .map((part) => (part.endsWith('+}') ? '2' : part.startsWith('{') ? '1' : '0'))
    .join('');

/**
 * Finds the route of a path below the stage. Segments are compared as they came: case counts, an empty segment or a
 * slash at the end makes another path, and an encoded letter is not the letter.
 */
export function match(routes: readonly Route[], method: string, path: string): Match | undefined {
  const segments = path.slice(1).split('/');
  const candidates = routes
    .map((route) => ({ route, parameters: parametersOf(route.resourcePath, segments) }))
    .filter((candidate) => candidate.parameters !== undefined)
    .toSorted((one, other) => specificity(one.route.resourcePath).localeCompare(specificity(other.route.resourcePath)));
  // The most specific resource answers, even if only a less specific one has the method.
  const ofResource = candidates.filter(({ route }) => route.resourceId === candidates[0]?.route.resourceId);
  const found =
    ofResource.find(({ route }) => route.method === method) ?? ofResource.find(({ route }) => route.method === 'ANY');
  if (found === undefined) return undefined;
  const { route, parameters = {} } = found;
  return { route, pathParameters: Object.keys(parameters).length === 0 ? null : parameters };
}

import * as z from 'zod';
import { operationOf, type OperationId, operations } from '../../functions/operations/index.ts';
import type { OperationTexts } from '../../functions/operations/operation.ts';
import { fieldNamed } from './fields.ts';
import { problemSchemas } from './problems.ts';
import { headers, problemResponsesOf, sharedResponses } from './responses.ts';

const ids = Object.keys(operations) as OperationId[];

/** Converts `start-reset` to `startReset`, a name that generated clients can use unchanged. */
export const camelCase = (id: string): string =>
  id.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());

const pascalCase = (id: string): string => camelCase(`-${id}`);

const INTRODUCTION = `Self-service password reset by an e-mailed one-time password (OTP).

A reset takes three calls: \`startReset\`, \`verifyOtp\` and \`completeReset\`. All input is in JSON bodies. Query
strings and unknown fields are refused. Every error response is a problem document (RFC 9457) with a stable \`code\`. New
fields in responses and new problem codes may be added, so your client must accept them.

Most operations require a captcha: show the provider's widget with your deployment's site key and the operation's
\`x-captcha-action\`, and send its token. Browsers may call the API from the hosted pages and from \`allowedOrigins\`.`;

const TAGS: readonly { readonly name: OperationTexts['tag']; readonly description: string }[] = [
  { name: 'Password resets', description: 'The steps of a password reset, in order.' },
  { name: 'User IDs', description: 'For users who have forgotten their user ID.' },
  { name: 'Captcha', description: 'The captcha without a third party.' },
  { name: 'Sessions', description: 'Login with the built-in directory.' },
];

interface ObjectSchema {
  readonly properties: Readonly<Record<string, object>>;
  readonly [keyword: string]: unknown;
}

/** Returns the JSON Schema of a body as it is sent, with the descriptions of its fields. */
function describedSchema(schema: z.core.$ZodType): ObjectSchema {
  const { $schema: _dialect, properties = {}, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  const described = Object.entries(properties).map(([name, keywords]) => {
    if (typeof keywords !== 'object') throw new Error(`cli/openapi/document.ts: the field ${name} has no schema`);
    const { description, example } = fieldNamed(name);
    // The format of an instant makes its pattern redundant.
    const { pattern, ...others } = keywords;
    const kept = others.format === 'date-time' || pattern === undefined ? others : { ...others, pattern };
    return [name, { ...kept, description, examples: [example] }] as const;
  });
  return { ...rest, properties: Object.fromEntries(described) };
}

const exampleFor = ({ properties }: ObjectSchema) =>
  Object.fromEntries(
    Object.keys(properties)
      .map((name) => [name, fieldNamed(name)] as const)
      .filter(([, { alternative }]) => alternative !== true)
      .map(([name, { example }]) => [name, example]),
  );

const requestName = (id: OperationId) => `${pascalCase(id)}Request`;
const responseName = (id: OperationId) => `${pascalCase(id)}Response`;

const jsonBody = (name: string, schema: ObjectSchema) => ({
  'application/json': { schema: { $ref: `#/components/schemas/${name}` }, example: exampleFor(schema) },
});

function operationObject(id: OperationId) {
  const { texts, request, response, captchaAction, bearer } = operationOf(id);
  const { tag, summary, description, success } = texts;
  return {
    operationId: camelCase(id),
    tags: [tag],
    summary,
    description,
    ...(captchaAction !== undefined && { 'x-captcha-action': captchaAction }),
    security: bearer ? [{ session: [] }] : [],
    ...(request !== undefined && {
      requestBody: { required: true, content: jsonBody(requestName(id), describedSchema(request())) },
    }),
    responses: {
      [response.status]: {
        description: success,
        ...(response.body !== undefined && { content: jsonBody(responseName(id), describedSchema(response.body())) }),
      },
      ...problemResponsesOf(id),
    },
  };
}

function paths() {
  const byPath: Record<string, Record<string, object>> = {};
  for (const id of ids) {
    const { path, method } = operationOf(id);
    byPath[path] = { ...byPath[path], [method.toLowerCase()]: operationObject(id) };
  }
  return byPath;
}

const bodySchemas = () =>
  Object.fromEntries(
    ids.flatMap((id) => {
      const { request, response } = operationOf(id);
      return [
        ...(request === undefined ? [] : [[requestName(id), describedSchema(request())]]),
        ...(response.body === undefined ? [] : [[responseName(id), describedSchema(response.body())]]),
      ];
    }),
  );

/** Returns the OpenAPI 3.1 document of the wire contract, made from the list of operations and their schemas. */
export function openApiDocument(version: string) {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Serverless Password Reset',
      version,
      summary: 'Self-service password reset by an e-mailed one-time password',
      description: INTRODUCTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      {
        url: 'https://{host}/v1',
        description: 'The stack’s output `ApiUrl`',
        variables: { host: { default: 'api.example.com', description: 'Host of the deployment’s API' } },
      },
      {
        url: 'https://{site}/v1',
        description: 'The host of the pages, the stack’s output `SiteUrl`, which passes calls on to the same API',
        variables: { site: { default: 'login.example.com', description: 'Host of the deployment’s pages' } },
      },
    ],
    tags: TAGS,
    paths: paths(),
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'The `sessionToken` from the response of `logIn`.' },
      },
      headers,
      responses: sharedResponses(),
      schemas: { ...bodySchemas(), ...problemSchemas() },
    },
  };
}

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import {
  type WebhookCallName,
  webhookAccount,
  webhookCalls,
  webhookHeaders,
  webhookPath,
  webhookRefusals,
} from '../../functions/adapters/directories/webhook/contract.ts';

/**
 * Generator of docs/reference/webhook-directory.openapi.json, for implementers of a receiver: `npm run
 * webhook:openapi`. Its schemas are those with which the service checks responses.
 */

export const file = fileURLToPath(new URL('../../docs/reference/webhook-directory.openapi.json', import.meta.url));

const text = (description: string, pattern?: string) => ({ type: 'string', description, ...(pattern && { pattern }) });

/** Header parameters of every request. */
const signed = {
  KeyId: parameter(webhookHeaders.keyId, text('ID of the key that signs the request: the version of the secret.')),
  Timestamp: parameter(
    webhookHeaders.timestamp,
    text('Time in epoch seconds. Refuse a difference of more than 300 seconds.', '^\\d+$'),
  ),
  Nonce: parameter(
    webhookHeaders.nonce,
    text('Random value. Refuse a value that was already used.', '^[A-Za-z0-9_-]{22}$'),
  ),
  Signature: parameter(
    webhookHeaders.signature,
    text('Signature of the request: docs/guides/webhook-directory.md.', '^v1=[0-9a-f]{64}$'),
  ),
};

function parameter(name: string, schema: { readonly type: string; readonly description: string }) {
  const { description, ...rest } = schema;
  return { name, in: 'header', required: true, description, schema: rest };
}

const reference = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });

/** Returns the schemas of a call as it is sent, where unknown fields are allowed. */
function schemasOf(name: WebhookCallName) {
  const registry = z.registry<{ id: string }>();
  registry.add(webhookAccount, { id: 'Account' });
  registry.add(webhookCalls[name].request, { id: `${pascal(name)}Request` });
  registry.add(webhookCalls[name].answer, { id: `${pascal(name)}Answer` });
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: (id) => `#/components/schemas/${id}` });
  // Inside the document the dialect is OpenAPI's, and the name of a schema is its ID.
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _place, ...schema }]) => [id, schema]),
  );
}

const pascal = (name: string) => name.replaceAll(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());

const camel = (name: string) => name.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());

const json = (schema: object, type = 'application/json') => ({ content: { [type]: { schema } } });

function operationOf(name: WebhookCallName) {
  const idempotencyKey = parameter(webhookHeaders.idempotencyKey, text('The `changeId` of the body.'));
  return {
    post: {
      operationId: camel(name),
      summary: webhookCalls[name].summary,
      parameters: [
        ...Object.keys(signed).map((each) => reference('parameters', each)),
        ...(name === 'set-password' ? [idempotencyKey] : []),
      ],
      requestBody: { required: true, ...json(reference('schemas', `${pascal(name)}Request`)) },
      responses: {
        200: {
          description: 'The result, signed for this request.',
          headers: { [webhookHeaders.signature]: reference('headers', 'AnswerSignature') },
          ...json(reference('schemas', `${pascal(name)}Answer`)),
        },
        401: reference('responses', 'Refused'),
        default: reference('responses', 'NoAnswer'),
      },
    },
  };
}

export function webhookOpenApi() {
  const names = Object.keys(webhookCalls) as WebhookCallName[];
  return {
    openapi: '3.1.1',
    info: {
      title: 'Webhook directory of Serverless Password Reset',
      version: '1',
      description:
        'The calls that your receiver implements. docs/guides/webhook-directory.md describes how requests and ' +
        'responses are signed.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      {
        url: 'https://{receiver}',
        description: 'The setting `webhookUrl`.',
        variables: { receiver: { default: 'accounts.example.com/password-reset' } },
      },
    ],
    security: [{ Signature: [] }],
    paths: Object.fromEntries(names.map((name) => [webhookPath(name), operationOf(name)])),
    components: {
      securitySchemes: {
        Signature: { type: 'apiKey', in: 'header', name: webhookHeaders.signature, description: 'HMAC-SHA-256.' },
      },
      parameters: signed,
      headers: {
        AnswerSignature: {
          required: true,
          description: 'HMAC-SHA-256 over the key ID and nonce of the request and the status and body of the response.',
          schema: { type: 'string', pattern: '^v1=[0-9a-f]{64}$' },
        },
      },
      responses: {
        Refused: {
          description: 'The signature of the request is invalid. Nothing was done.',
          ...json(reference('schemas', 'Refusal'), 'application/problem+json'),
        },
        NoAnswer: {
          description:
            'Any other response is an error. The service repeats the call once after 429 and 5xx, and never follows ' +
            'a redirect.',
        },
      },
      schemas: {
        ...Object.assign({}, ...names.map(schemasOf)),
        Refusal: {
          type: 'object',
          properties: { code: { type: 'string', enum: webhookRefusals } },
          required: ['code'],
        },
      },
    },
  };
}

/** Writes the document. */
export const writeWebhookOpenApi = (): void => writeFileSync(file, `${JSON.stringify(webhookOpenApi(), null, 2)}\n`);

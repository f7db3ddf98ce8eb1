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
 * Writes docs/reference/webhook-directory.openapi.json, for who implements a receiver: `npm run webhook:openapi`. The schemas are those
 * that answers are checked by.
 */

export const file = fileURLToPath(new URL('../../docs/reference/webhook-directory.openapi.json', import.meta.url));

const text = (description: string, pattern?: string) => ({ type: 'string', description, ...(pattern && { pattern }) });

/** Header parameters that every request has. */
const signed = {
  KeyId: parameter(webhookHeaders.keyId, text('The key that signs: the version of the secret.')),
  Timestamp: parameter(webhookHeaders.timestamp, text('Epoch seconds. Refuse more than 300 to either side.', '^\\d+$')),
  Nonce: parameter(webhookHeaders.nonce, text('Refuse one that was used.', '^[A-Za-z0-9_-]{22}$')),
  Signature: parameter(webhookHeaders.signature, text('docs/guides/webhook-directory.md', '^v1=[0-9a-f]{64}$')),
};

function parameter(name: string, schema: { readonly type: string; readonly description: string }) {
  const { description, ...rest } = schema;
  return { name, in: 'header', required: true, description, schema: rest };
}

const reference = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });

/** The input side: what is written on the wire, where fields that are not named are allowed. */
function schemasOf(name: WebhookCallName) {
  const registry = z.registry<{ id: string }>();
  registry.add(webhookAccount, { id: 'Account' });
  registry.add(webhookCalls[name].request, { id: `${pascal(name)}Request` });
  registry.add(webhookCalls[name].answer, { id: `${pascal(name)}Answer` });
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: (id) => `#/components/schemas/${id}` });
  // In one document the dialect is OpenAPI's own, and a place in it is its name.
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
          description: 'The answer, signed for this request.',
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
        'What your receiver implements. How requests and answers are signed: docs/guides/webhook-directory.md.',
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
          description: 'HMAC-SHA-256 over the key ID and the nonce of the request, the status and the body.',
          schema: { type: 'string', pattern: '^v1=[0-9a-f]{64}$' },
        },
      },
      responses: {
        Refused: {
          description: 'The request is not signed as it should be. Nothing was done.',
          ...json(reference('schemas', 'Refusal'), 'application/problem+json'),
        },
        NoAnswer: {
          description:
            'Nothing that counts as an answer. 429 and 5xx are asked once more; the rest is not. No redirect is followed.',
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

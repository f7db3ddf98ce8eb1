import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { file, webhookOpenApi } from '../../../../cli/openapi/webhook.ts';
import { webhookCalls } from '../../../../functions/adapters/directories/webhook/contract.ts';

const written = JSON.parse(readFileSync(file, 'utf8')) as ReturnType<typeof webhookOpenApi>;

test('the document matches the contract; after a change: npm run webhook:openapi', () => {
  expect(written).toEqual(JSON.parse(JSON.stringify(webhookOpenApi())));
});

test('the document is valid OpenAPI 3.1', async () => {
  expect(await new Validator().validate(structuredClone(written))).toEqual({ valid: true });
  expect((await new Validator().validate({ ...written, paths: { 'v1/no-slash': {} } })).valid).toBe(false);
});

test('the document names every call and no other', () => {
  expect(Object.keys(written.paths)).toEqual(Object.keys(webhookCalls).map((name) => `/v1/${name}`));
  const references = [...JSON.stringify(written).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(20);
  const components = written.components as unknown as Record<string, Record<string, unknown>>;
  for (const [, kind = '', name = ''] of references) expect(components[kind]).toHaveProperty(name);
});

describe('the schema of an answer accepts what the service accepts', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema({ $id: 'openapi', components: written.components });
  const alice = { userId: 'alice', addresses: ['alice@example.com'], status: 'active', provenAt: 1_800_000_000 };

  test.each<[keyof typeof webhookCalls, string, unknown, boolean]>([
    ['find-by-user-id', 'FindByUserIdAnswer', { account: alice }, true],
    ['find-by-user-id', 'FindByUserIdAnswer', { account: null, more: 1 }, true],
    ['find-by-user-id', 'FindByUserIdAnswer', { account: { ...alice, status: 'gone' } }, false],
    ['find-by-user-id', 'FindByUserIdAnswer', { account: { ...alice, addresses: ['a@b\r\n'] } }, false],
    ['find-by-user-id', 'FindByUserIdAnswer', {}, false],
    ['find-by-address', 'FindByAddressAnswer', { accounts: [alice, alice] }, true],
    ['find-by-address', 'FindByAddressAnswer', { accounts: alice }, false],
    ['set-password', 'SetPasswordAnswer', { outcome: 'changed' }, true],
    ['set-password', 'SetPasswordAnswer', { outcome: 'refused', reasons: ['reused'] }, true],
    ['set-password', 'SetPasswordAnswer', { outcome: 'refused', reasons: [] }, false],
    ['set-password', 'SetPasswordAnswer', { outcome: 'refused' }, false],
    ['outcome-of', 'OutcomeOfAnswer', { outcome: 'not-changed' }, true],
    ['outcome-of', 'OutcomeOfAnswer', { outcome: 'unknown' }, false],
  ])('%s, %s: %j is %s', (name, schema, answer, taken) => {
    expect(webhookCalls[name].answer.safeParse(answer).success).toBe(taken);
    expect(ajv.validate({ $ref: `openapi#/components/schemas/${schema}` }, answer)).toBe(taken);
  });
});

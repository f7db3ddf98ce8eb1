import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type OperationId, operationOf } from '../../../functions/operations/index.ts';
import type { Answer } from '../../../testkit/deployment/http-call.ts';

export const DOCUMENT = new URL('../../../docs/reference/openapi.json', import.meta.url);

/** What is looked at of a response object. */
export interface ResponseObject {
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, object>>;
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** The OpenAPI document as a judge of what is sent and answered. */
export class Contract {
  readonly document: Record<string, unknown>;
  readonly #ajv: Ajv2020;

  constructor() {
    this.document = JSON.parse(readFileSync(DOCUMENT, 'utf8'));
    // The document has keywords beside those of JSON Schema.
    this.#ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(this.document, 'openapi.json');
  }

  /** Where what these keys name stands, once a reference is followed. */
  place(...keys: readonly string[]): readonly string[] {
    const { $ref } = Object(this.at(...keys)) as { $ref?: string };
    return $ref === undefined ? keys : $ref.slice(2).split('/');
  }

  at(...keys: readonly string[]): unknown {
    return keys.reduce<unknown>((value, key) => Object(value)[key], this.document);
  }

  /** Why a value is not of the schema that stands at these keys; empty where it is. */
  problems(value: unknown, ...keys: readonly string[]): string[] {
    const validate = this.#ajv.getSchema(`openapi.json#/${keys.map(escaped).join('/')}`);
    if (validate === undefined) throw new Error(`The document has no schema at ${keys.join(' ')}`);
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }

  /** How an answer differs from what the document says of its operation; empty where it does not. */
  problemsOfAnswer(id: OperationId, { status, text, headers }: Answer): string[] {
    const { path, method } = operationOf(id);
    const place = this.place('paths', path, method.toLowerCase(), 'responses', String(status));
    const response = this.at(...place) as ResponseObject | undefined;
    if (response === undefined) return [`the document knows no status ${status} of ${id}`];
    const promised = Object.keys(response.headers ?? {});
    const missing = promised.filter((name) => headers[name.toLowerCase()] === undefined);
    const problems = missing.map((name) => `the answer has no ${name}`);
    if (response.content === undefined) return text === '' ? problems : [...problems, 'the answer has a body'];
    const type = String(headers['content-type']);
    if (response.content[type] === undefined) return [...problems, `the document knows no ${type} of ${id} ${status}`];
    return [...problems, ...this.problems(JSON.parse(text), ...place, 'content', type, 'schema')];
  }
}

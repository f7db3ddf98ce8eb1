import { publishedEventJsonSchema } from '../../functions/domain/published-event.ts';

/** Part of a JSON Schema that the schema of audit events uses. */
interface JsonSchema {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'object';
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/**
 * Type of the column `audit` of the Athena table: a struct with each field of the published schema. Athena writes names
 * in lower-case letters, and its reader of JSON compares them so.
 */
export const auditColumnType = (): string => hiveType(publishedEventJsonSchema() as JsonSchema);

function hiveType({ type, const: only, enum: values, properties }: JsonSchema): string {
  if (properties !== undefined) {
    const fields = Object.entries(properties).map(([name, schema]) => `${name.toLowerCase()}:${hiveType(schema)}`);
    return `struct<${fields.join(',')}>`;
  }
  const kind = type ?? typeof (only ?? values?.[0]);
  if (kind === 'string' || kind === 'boolean') return kind;
  if (kind === 'integer') return 'bigint';
  if (kind === 'number') return Number.isInteger(only) ? 'bigint' : 'double';
  throw new Error(`the schema of audit events has a field of the type ${kind}, which the Athena table does not know`);
}

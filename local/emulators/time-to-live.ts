import type { Backend } from './dynamodb-backend.ts';
import type { Item, ItemWrites } from './item-writes.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

/** DynamoDB leaves items alone whose time lies longer in the past: a wrong unit would otherwise empty a table. */
const OLDEST_SECONDS = 5 * 365 * 24 * 3600;

/** Identity in a REMOVE record when the time to live, and no caller, deleted the item. */
const SERVICE = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

interface Specification {
  AttributeName: string;
  Enabled: boolean;
}

export class TimeToLive {
  readonly #path: string;
  readonly #attributes: Record<string, string>;
  readonly #backend: Backend;
  readonly #writes: ItemWrites;

  /** The tables' TTL attributes are kept in the file `path`. */
  constructor(path: string, backend: Backend, writes: ItemWrites) {
    this.#path = path;
    this.#attributes = readJsonFile(path) ?? {};
    this.#backend = backend;
    this.#writes = writes;
  }

  /** The answer to UpdateTimeToLive. */
  update(tableName: string, specification: Specification): object {
    if (specification.Enabled) this.#attributes[tableName] = specification.AttributeName;
    else delete this.#attributes[tableName];
    writeJsonFile(this.#path, this.#attributes);
    return { TimeToLiveSpecification: specification };
  }

  /** The answer to DescribeTimeToLive. */
  describe(tableName: string): object {
    const attribute = this.#attributes[tableName];
    return {
      TimeToLiveDescription:
        attribute === undefined
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
    };
  }

  forgetTable(tableName: string): void {
    if (this.#attributes[tableName] !== undefined) this.update(tableName, { AttributeName: '', Enabled: false });
  }

  /** Deletes the items of every table whose TTL attribute, a Number in epoch seconds, lies in the past. */
  async sweep(): Promise<void> {
    for (const [table, attribute] of Object.entries(this.#attributes)) await this.#sweepTable(table, attribute);
  }

  async #sweepTable(table: string, attribute: string): Promise<void> {
    const now = Math.floor(Date.now() / 1000);
    const names = { '#expires': attribute };
    const values = { ':oldest': { N: String(now - OLDEST_SECONDS) }, ':now': { N: String(now) } };
    const expired = '#expires BETWEEN :oldest AND :now';
    const keyNames = await this.#keyNames(table);
    let start: Item | undefined;
    do {
      const page = (await this.#backend.call('Scan', {
        TableName: table,
        FilterExpression: expired,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      })) as { Items: Item[]; LastEvaluatedKey?: Item };
      for (const item of page.Items) {
        const input = {
          TableName: table,
          Key: Object.fromEntries(Object.entries(item).filter(([name]) => keyNames.includes(name))),
          ConditionExpression: expired,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
        };
        await this.#writes.write(input, () => this.#backend.send('DeleteItem', input), SERVICE);
      }
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
  }

  async #keyNames(table: string): Promise<string[]> {
    const { Table } = (await this.#backend.call('DescribeTable', { TableName: table })) as {
      Table: { KeySchema: { AttributeName: string }[] };
    };
    return Table.KeySchema.map(({ AttributeName }) => AttributeName);
  }
}

import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import type { Backend, Reply } from './dynamodb-backend.ts';
import { KeyLock } from './key-lock.ts';
import type { StreamLog } from './table-stream.ts';
import type { TableStreams } from './table-streams.ts';

export type Item = Record<string, AttributeValue>;

export interface WriteInput {
  TableName?: string;
  Item?: Item;
  Key?: Item;
  ReturnValuesOnConditionCheckFailure?: string;
}

export interface BatchWriteInput {
  RequestItems?: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>;
}

interface Target {
  table: string;
  key: Item;
}

interface ObservedTarget extends Target {
  stream: StreamLog;
}

type UserIdentity = DynamoDBRecord['userIdentity'];

/**
 * Writes items so that the stream sees each change with its right images: the writes of one item key pass one at a
 * time, and the item is read before and after within that time. A call that the backend refuses changes nothing.
 */
export class ItemWrites {
  readonly #backend: Backend;
  readonly #streams: TableStreams;
  readonly #lock = new KeyLock();
  readonly #keyNames = new Map<string, Promise<string[]>>();

  constructor(backend: Backend, streams: TableStreams) {
    this.#backend = backend;
    this.#streams = streams;
  }

  /** Has to be called when a table is made or removed. */
  forgetTable(tableName: string): void {
    this.#keyNames.delete(tableName);
  }

  /** PutItem, UpdateItem or DeleteItem. */
  async write(input: WriteInput, send: () => Promise<Reply>, userIdentity?: UserIdentity): Promise<Reply> {
    const target = await this.#target(input.TableName, input.Item ?? input.Key);
    if (target === undefined) return send();
    return this.#lock.hold([nameOf(target)], async () => {
      const stream = this.#streams.find(target.table);
      const wantsItem = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
      const before = stream !== undefined || wantsItem ? await this.#read(target) : undefined;
      const reply = await send();
      if (reply.status !== 200) return wantsItem && before !== undefined ? withItem(reply, before) : reply;
      if (stream !== undefined) await this.#record({ ...target, stream }, before, userIdentity);
      return reply;
    });
  }

  async batchWrite(input: BatchWriteInput, send: () => Promise<Reply>): Promise<Reply> {
    const targets: Target[] = [];
    for (const [table, requests] of Object.entries(input.RequestItems ?? {})) {
      for (const request of requests) {
        const target = await this.#target(table, request.PutRequest?.Item ?? request.DeleteRequest?.Key);
        if (target !== undefined) targets.push(target);
      }
    }
    return this.#lock.hold(targets.map(nameOf), async () => {
      const observed: (ObservedTarget & { before: Item | undefined })[] = [];
      for (const target of targets) {
        const stream = this.#streams.find(target.table);
        if (stream !== undefined) observed.push({ ...target, stream, before: await this.#read(target) });
      }
      const reply = await send();
      if (reply.status === 200) for (const target of observed) await this.#record(target, target.before);
      return reply;
    });
  }

  async #record({ stream, ...target }: ObservedTarget, before: Item | undefined, userIdentity?: UserIdentity) {
    const after = await this.#read(target);
    if (isDeepStrictEqual(before, after)) return;
    await stream.append({
      eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
      ...(userIdentity === undefined ? {} : { userIdentity }),
      images: {
        Keys: target.key,
        ...(after === undefined ? {} : { NewImage: after }),
        ...(before === undefined ? {} : { OldImage: before }),
      },
    });
  }

  async #read({ table, key }: Target): Promise<Item | undefined> {
    const input = { TableName: table, Key: key, ConsistentRead: true };
    return ((await this.#backend.call('GetItem', input)) as { Item?: Item }).Item;
  }

  /** `undefined` where the call names no table or no whole key: the backend then has the right error for it. */
  async #target(table: string | undefined, attributes: Item | undefined): Promise<Target | undefined> {
    if (table === undefined || attributes === undefined) return undefined;
    const key: Item = {};
    for (const name of await this.#keyNamesOf(table)) {
      const value = attributes[name];
      if (value === undefined) return undefined;
      key[name] = value;
    }
    return Object.keys(key).length === 0 ? undefined : { table, key };
  }

  #keyNamesOf(table: string): Promise<string[]> {
    const known = this.#keyNames.get(table);
    if (known !== undefined) return known;
    const names = this.#backend.call('DescribeTable', { TableName: table }).then(
      (answer) => {
        const { Table } = answer as { Table: { KeySchema: { AttributeName: string }[] } };
        return Table.KeySchema.map(({ AttributeName }) => AttributeName);
      },
      () => {
        this.#keyNames.delete(table);
        return [];
      },
    );
    this.#keyNames.set(table, names);
    return names;
  }
}

const nameOf = ({ table, key }: Target) => JSON.stringify([table, key]);

/** The error of a failed condition, with the item that failed it. */
function withItem(reply: Reply, item: Item): Reply {
  const error = JSON.parse(reply.body.toString()) as { __type: string };
  if (!error.__type.endsWith('#ConditionalCheckFailedException')) return reply;
  const { 'x-amz-crc32': _crc, 'content-length': _length, ...headers } = reply.headers;
  return { ...reply, headers, body: Buffer.from(JSON.stringify({ ...error, Item: item })) };
}

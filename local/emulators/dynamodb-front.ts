import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Backend, Reply } from './dynamodb-backend.ts';
import type { BatchWriteInput, ItemWrites, WriteInput } from './item-writes.ts';
import { readBody } from './loopback.ts';
import type { TableDelay } from './table-delay.ts';
import type { TableStreams } from './table-streams.ts';
import type { TimeToLive } from './time-to-live.ts';

const DATA_CALLS = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
]);

/** Properties of a table that dynalite can change; it refuses an UpdateTable that names none of these. */
const UPDATABLE = ['AttributeDefinitions', 'BillingMode', 'GlobalSecondaryIndexUpdates', 'ProvisionedThroughput'];

interface TableInput {
  TableName?: string;
  StreamSpecification?: { StreamEnabled?: boolean };
  TimeToLiveSpecification?: { AttributeName: string; Enabled: boolean };
}

/** Passes the wire protocol to the backend and adds the features that dynalite lacks. */
export class Front {
  readonly #backend: Backend;
  readonly #streams: TableStreams;
  readonly #writes: ItemWrites;
  readonly #timeToLive: TimeToLive;
  readonly #running = new Set<Promise<Reply>>();

  constructor(backend: Backend, streams: TableStreams, writes: ItemWrites, timeToLive: TimeToLive) {
    this.#backend = backend;
    this.#streams = streams;
    this.#writes = writes;
    this.#timeToLive = timeToLive;
  }

  async answer(request: IncomingMessage, response: ServerResponse, delay: TableDelay): Promise<void> {
    const body = await readBody(request);
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    if (DATA_CALLS.has(operation)) await delay.wait(body);
    const running = this.#dispatch(operation, request, body);
    this.#running.add(running);
    const reply = await running.finally(() => this.#running.delete(running));
    const { connection: _connection, 'keep-alive': _keepAlive, ...headers } = reply.headers;
    response.writeHead(reply.status, { ...headers, 'content-length': reply.body.length });
    response.end(reply.body);
  }

  /** Resolves when no call is in progress, so that every write has reached its stream. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  #dispatch(operation: string, request: IncomingMessage, body: Buffer): Promise<Reply> {
    const send = () => this.#backend.forward(request.headers, body, request.method);
    switch (operation) {
      case 'PutItem':
      case 'UpdateItem':
      case 'DeleteItem':
        return this.#writes.write(parse<WriteInput>(body), send);
      case 'BatchWriteItem':
        return this.#writes.batchWrite(parse<BatchWriteInput>(body), send);
      case 'CreateTable':
      case 'DeleteTable':
      case 'UpdateTable':
        return this.#changeTable(operation, parse(body), send);
      case 'UpdateTimeToLive':
      case 'DescribeTimeToLive':
        return this.#describeTimeToLive(operation, parse(body));
      default:
        return send();
    }
  }

  async #changeTable(operation: string, input: TableInput, send: () => Promise<Reply>): Promise<Reply> {
    const name = input.TableName ?? '';
    const passes = operation !== 'UpdateTable' || UPDATABLE.some((parameter) => parameter in input);
    const reply = passes ? await send() : await this.#describeAsUpdated(name);
    if (reply.status !== 200) return reply;
    this.#writes.forgetTable(name);
    const { StreamSpecification: stream } = input;
    if (stream !== undefined && stream.StreamEnabled !== false) this.#streams.enable(name);
    if (operation === 'DeleteTable') {
      await this.#streams.remove(name);
      this.#timeToLive.forgetTable(name);
    }
    return reply;
  }

  async #describeAsUpdated(name: string): Promise<Reply> {
    const reply = await this.#backend.send('DescribeTable', { TableName: name });
    if (reply.status !== 200) return reply;
    return json({ TableDescription: parse<{ Table: object }>(reply.body).Table });
  }

  async #describeTimeToLive(operation: string, input: TableInput): Promise<Reply> {
    const name = input.TableName ?? '';
    const table = await this.#backend.send('DescribeTable', { TableName: name });
    if (table.status !== 200) return table;
    if (operation === 'DescribeTimeToLive') return json(this.#timeToLive.describe(name));
    const specification = input.TimeToLiveSpecification;
    if (specification === undefined) return this.#backend.send('DescribeTable', {});
    return json(this.#timeToLive.update(name, specification));
  }
}

/** A body that is not JSON is for the backend to refuse. */
function parse<Input extends object>(body: Buffer): Partial<Input> {
  try {
    const input: unknown = JSON.parse(body.toString());
    return typeof input === 'object' && input !== null ? input : {};
  } catch {
    return {};
  }
}

const json = (body: object): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from(JSON.stringify(body)),
});

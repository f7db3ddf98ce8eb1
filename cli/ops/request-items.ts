import { type DynamoDBDocumentClient, GetCommand, paginateScan, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ResetRecord } from '../../functions/domain/reset-record.ts';
import { projectionOf } from './clients.ts';

/**
 * Attributes of a request that the commands read. They leave out addresses and the digest of its token. The digest of
 * a code shows whether a code is valid; it is never displayed, nor is what a user typed that no account has.
 */
const READ = [
  'key',
  'reference',
  'state',
  'userId',
  'account',
  'codeIssue',
  'codeExpiresAt',
  'linkOnly',
  'verifiedBy',
  'createdAt',
  'openUntil',
  'resendAt',
  'pending',
  'pendingAt',
  'issue',
  'attempts',
  'passwordTries',
  'startedBy',
  'codeDigest',
  'suppressedFor',
  'resetTokenExpiresAt',
  'reportedAt',
  'sequence',
  'lastEvent',
  'deliveries',
] as const;

export type RequestItem = Pick<ResetRecord, (typeof READ)[number]>;

const PROJECTION = projectionOf(READ);

type Filter = Pick<ScanCommandInput, 'FilterExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>;

/** Reads requests from the table. */
export class RequestItems {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async find(key: string): Promise<RequestItem | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { key }, ConsistentRead: true, ...PROJECTION }),
    );
    return Item as RequestItem | undefined;
  }

  /**
   * Returns the requests with a reference. It scans the whole table: only this command looks for references, and an
   * index would cost a write in every step.
   *
   * @param progress called after each page with the number of items read
   */
  withReference(reference: string, progress: (read: number) => void): Promise<RequestItem[]> {
    return this.#scan(
      {
        FilterExpression: '#kind = :reset AND #reference = :reference',
        ExpressionAttributeNames: { '#kind': 'kind' },
        ExpressionAttributeValues: { ':reset': 'reset', ':reference': reference },
      },
      progress,
    );
  }

  /** Returns the requests in which one of these user IDs was typed, or found. It scans the whole table. */
  ofUser(userIds: readonly string[], progress: (read: number) => void): Promise<RequestItem[]> {
    const ids = [...new Set(userIds)];
    const names = ids.map((_, index) => `:user${index}`).join(', ');
    return this.#scan(
      {
        FilterExpression: `#kind = :reset AND (#userId IN (${names}) OR #account IN (${names}))`,
        ExpressionAttributeNames: { '#kind': 'kind' },
        ExpressionAttributeValues: {
          ':reset': 'reset',
          ...Object.fromEntries(ids.map((id, index) => [`:user${index}`, id])),
        },
      },
      progress,
    );
  }

  async #scan(filter: Filter, progress: (read: number) => void): Promise<RequestItem[]> {
    const found: RequestItem[] = [];
    let read = 0;
    const ExpressionAttributeNames = { ...PROJECTION.ExpressionAttributeNames, ...filter.ExpressionAttributeNames };
    const pages = paginateScan(
      { client: this.#client },
      { TableName: this.#table, ...PROJECTION, ...filter, ExpressionAttributeNames },
    );
    for await (const { Items = [], ScannedCount = 0 } of pages) {
      found.push(...(Items as RequestItem[]));
      progress((read += ScannedCount));
    }
    return found;
  }
}

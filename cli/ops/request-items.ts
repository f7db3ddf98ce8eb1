import { type DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { ResetRecord } from '../../functions/domain/reset-record.ts';
import { projectionOf } from './clients.ts';

/**
 * Attributes of a request that the commands read. They leave out what the user typed, the account with its words and
 * addresses, and the digest of its token. The digest of a code shows whether a code is valid; it is never displayed.
 */
const READ = [
  'reference',
  'state',
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
  async withReference(reference: string, progress: (read: number) => void): Promise<RequestItem[]> {
    const found: RequestItem[] = [];
    let read = 0;
    const pages = paginateScan(
      { client: this.#client },
      {
        TableName: this.#table,
        ...PROJECTION,
        FilterExpression: '#kind = :reset AND #reference = :reference',
        ExpressionAttributeNames: { ...PROJECTION.ExpressionAttributeNames, '#kind': 'kind' },
        ExpressionAttributeValues: { ':reset': 'reset', ':reference': reference },
      },
    );
    for await (const { Items = [], ScannedCount = 0 } of pages) {
      found.push(...(Items as RequestItem[]));
      progress((read += ScannedCount));
    }
    return found;
  }
}

import { type DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { ResetRecord } from '../../functions/domain/reset-record.ts';
import { projectionOf } from './clients.ts';

/**
 * What operations read of a request. Not what was typed, which can be anything, nor the account, its words, its address
 * or the digest of its token. Whether there is a digest of a code tells whether a code is alive; it is never shown.
 */
const READ = [
  'reference',
  'state',
  'createdAt',
  'expiresAt',
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

const SEEN = projectionOf(READ);

/** The requests in the table, to look at. */
export class RequestItems {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async find(key: string): Promise<RequestItem | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { key }, ConsistentRead: true, ...SEEN }),
    );
    return Item as RequestItem | undefined;
  }

  /**
   * Reads the whole table: nobody but operations looks for a reference, and an index would be paid for with every step.
   *
   * @param progress told how many items were read, after each page
   */
  async withReference(reference: string, progress: (read: number) => void): Promise<RequestItem[]> {
    const found: RequestItem[] = [];
    let read = 0;
    const pages = paginateScan(
      { client: this.#client },
      {
        TableName: this.#table,
        ...SEEN,
        FilterExpression: '#kind = :reset AND #reference = :reference',
        ExpressionAttributeNames: { ...SEEN.ExpressionAttributeNames, '#kind': 'kind' },
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

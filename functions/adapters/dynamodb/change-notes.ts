import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { digest } from '../../domain/digest.ts';
import { epochSeconds } from '../../domain/moment.ts';
import type { ChangeNotes, Clock } from '../../ports.ts';

/** Seconds. An interrupted change is settled a minute later, or when the directory is up again. */
const KEPT = 7 * 86_400;

/**
 * Seconds for which a claim holds. A function runs for ten at most, and clocks may differ; a request that was given up
 * may not keep the next one waiting.
 */
const CLAIMED = 60;

/** Seconds: longer than the longest retention of a record, in which a change may be reported. */
const LATEST_KEPT = 370 * 86_400;

const keyOf = (changeId: string) => ({ key: `CHANGE#${changeId}` });

const claimKey = (account: string, mark: string) => keyOf(`claim-${digest(JSON.stringify([account, mark]))}`);

const latestKey = (account: string) => keyOf(`latest-${digest(JSON.stringify([account]))}`);

/** Notes of changes: small items in the request table, deleted by TTL. */
export class DynamoDbChangeNotes implements ChangeNotes {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async note(changeId: string, before: string): Promise<string> {
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: { ...keyOf(changeId), before, expiresAt: this.#now() + KEPT },
          ConditionExpression: 'attribute_not_exists(#key)',
          ExpressionAttributeNames: { '#key': 'key' },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return before;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const noted = error.Item?.['before']?.S;
      if (noted === undefined) throw new Error('the note of a change has lost its text', { cause: error });
      return noted;
    }
  }

  read(changeId: string): Promise<string | undefined> {
    return this.#text(keyOf(changeId), 'before');
  }

  claim(account: string, mark: string, request: string): Promise<boolean> {
    return this.#putClaim(account, mark, request, this.#now());
  }

  async release(account: string, mark: string, request: string): Promise<void> {
    await this.#putClaim(account, mark, request, 0);
  }

  claimedBy(account: string, mark: string): Promise<string | undefined> {
    return this.#text(claimKey(account, mark), 'request');
  }

  async setLatest(account: string, changeId: string): Promise<void> {
    const Item = { ...latestKey(account), changeId, expiresAt: this.#now() + LATEST_KEPT };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  latest(account: string): Promise<string | undefined> {
    return this.#text(latestKey(account), 'changeId');
  }

  /** @param claimedAt epoch seconds; 0: the claim has ended */
  async #putClaim(account: string, mark: string, request: string, claimedAt: number): Promise<boolean> {
    const now = this.#now();
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: { ...claimKey(account, mark), request, claimedAt, expiresAt: now + KEPT },
          ConditionExpression: 'attribute_not_exists(#key) OR #request = :request OR #claimedAt < :ended',
          ExpressionAttributeNames: { '#key': 'key', '#request': 'request', '#claimedAt': 'claimedAt' },
          ExpressionAttributeValues: { ':request': request, ':ended': now - CLAIMED },
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return false;
    }
  }

  async #text(Key: { readonly key: string }, attribute: string): Promise<string | undefined> {
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key, ConsistentRead: true }));
    return Item === undefined ? undefined : String(Item[attribute]);
  }

  #now(): number {
    return epochSeconds(this.#clock.now());
  }
}

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AuditContext } from '../../domain/audit-event.ts';
import { PENDING_KEYS, type RequestRecord } from '../../domain/reset-record.ts';
import { newStepId, type Step } from '../../domain/step.ts';
import type { NewRecord, ResetStore, StepOutcome } from '../../ports.ts';
import { updateExpression } from './step-expression.ts';

/** Sparse index of pending records. */
export const PENDING_INDEX = 'pending';

/** Maximum number of records per run of the redelivery; the next run continues. */
const PENDING_AT_ONCE = 100;

/**
 * Requests in DynamoDB. Each step is one conditional update; mails and audit events follow from the table's stream.
 */
export class DynamoDbResetStore implements ResetStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #context: AuditContext | undefined;

  /** @param context rules in force, added to the events of each write */
  constructor(client: DynamoDBDocumentClient, table: string, context?: AuditContext) {
    this.#client = client;
    this.#table = table;
    this.#context = context;
  }

  async create(record: NewRecord): Promise<void> {
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: { ...record, stepId: newStepId(), lastEvent: { ...record.lastEvent, in: this.#context } },
          ConditionExpression: 'attribute_not_exists(#key)',
          ExpressionAttributeNames: { '#key': 'key' },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // The SDK repeated a write that had succeeded. A consumer may have taken the next step since then.
      if ((error.$metadata.attempts ?? 1) > 1) return;
      throw new Error('the key of a new record is already taken', { cause: error });
    }
  }

  async read(key: string): Promise<RequestRecord | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { key }, ConsistentRead: true }),
    );
    return Item as RequestRecord | undefined;
  }

  async take<Kind extends RequestRecord>(key: string, step: Step<Kind>): Promise<StepOutcome<Kind>> {
    const stepId = newStepId();
    try {
      const { Attributes } = await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { key },
          ...updateExpression(this.#inContext(step as unknown as Step), stepId),
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { kind: 'taken', record: Attributes as Kind };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      if (error.Item === undefined) return { kind: 'refused' };
      const record = unmarshall(error.Item) as Kind;
      // The SDK repeated a write that had succeeded: the item has this step's ID.
      return { kind: record.stepId === stepId ? 'taken' : 'refused', record };
    }
  }

  #inContext(step: Step): Step {
    return { ...step, event: { ...step.event, in: this.#context } };
  }

  async pending(before: number): Promise<string[]> {
    const pages = await Promise.all(PENDING_KEYS.map((pending) => this.#pendingOf(pending, before)));
    return fairShare(pages, PENDING_AT_ONCE)
      .toSorted((a, b) => a.pendingAt - b.pendingAt)
      .map(({ key }) => key);
  }

  async #pendingOf(pending: string, before: number): Promise<{ key: string; pendingAt: number }[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: PENDING_INDEX,
        KeyConditionExpression: '#pending = :pending AND #pendingAt <= :before',
        ExpressionAttributeNames: { '#pending': 'pending', '#pendingAt': 'pendingAt' },
        ExpressionAttributeValues: { ':pending': pending, ':before': before },
        Limit: PENDING_AT_ONCE,
      }),
    );
    return Items as { key: string; pendingAt: number }[];
  }
}

/**
 * Takes so many entries of the lists, from each in turn: notices that cannot be sent for days must not keep codes and
 * interrupted changes waiting, which have other keys of the index.
 */
function fairShare<Entry>(lists: readonly (readonly Entry[])[], most: number): Entry[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const rounds = Array.from({ length: longest }, (_, round) => lists.flatMap((list) => list.slice(round, round + 1)));
  return rounds.flat().slice(0, most);
}

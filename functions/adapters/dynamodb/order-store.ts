import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import {
  type AdministrationOrder,
  type AdministrationRecord,
  nextOrders,
  ORDERS_KEY,
} from '../../domain/administration.ts';
import type { OrderStore } from '../../ports.ts';
import { putIfUnchanged } from './versioned-item.ts';

/** Orders are given by people and deployments, so more lost races have another cause. */
const TRIES = 10;

/** Orders as one item of the request table, whose stream brings each to the audit trail. */
export class DynamoDbOrderStore implements OrderStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  record(order: AdministrationOrder): Promise<void> {
    return this.recordAll([order]);
  }

  /** Records orders in one write. At most 100, so that the item stays far below 400 KB. */
  async recordAll(orders: readonly AdministrationOrder[]): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      const { Item } = await this.#client.send(
        new GetCommand({ TableName: this.#table, Key: { key: ORDERS_KEY }, ConsistentRead: true }),
      );
      const last = Item as (AdministrationRecord & { readonly version: number }) | undefined;
      const next = nextOrders(orders, last);
      if (next === undefined) return;
      // A write that the SDK repeated is found by its ID.
      if (await putIfUnchanged(this.#client, this.#table, { ...next }, last?.version)) return;
    }
    throw new Error('other orders came in between at every try to record this one; try again');
  }
}

import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../../domain/moment.ts';
import type { NetworkAllowance } from '../../domain/network-allowance.ts';
import type { Clock, NetworkAllowances } from '../../ports.ts';
import { putIfUnchanged } from './versioned-item.ts';

/** Allowance that ends by itself. */
export interface OrderedAllowance extends NetworkAllowance {
  /** Epoch seconds. */
  readonly until: number;
}

/** Key of the one item that holds all allowances. */
export const NETWORKS_KEY = 'NETWORK#allowances';

/** Maximum of allowances at a time, so that the item stays small. */
export const MOST_ALLOWANCES = 50;

/** Seconds for which a function remembers the allowances. */
const CACHE_AGE = 10;

/** Maximum number of tries to add an allowance. */
const TRIES = 5;

/** Allowances by order of an administrator: one item of the request table, which TTL deletes after the last one. */
export class DynamoDbNetworkAllowances implements NetworkAllowances {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  #read: { readonly at: number; readonly allowances: readonly OrderedAllowance[] } | undefined;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  /** Reads the item at most once in ten seconds. */
  async current(): Promise<readonly OrderedAllowance[]> {
    const now = this.#now();
    if (this.#read === undefined || now - this.#read.at >= CACHE_AGE) {
      this.#read = { at: now, allowances: (await this.#fetch()).allowances };
    }
    return this.#read.allowances.filter(({ until }) => until > now);
  }

  /**
   * Adds an allowance, in place of an earlier one of the same network. Returns false if there are
   * {@link MOST_ALLOWANCES} already.
   */
  async add(allowance: OrderedAllowance): Promise<boolean> {
    for (let tries = 0; tries < TRIES; tries++) {
      const { allowances, version } = await this.#fetch();
      const others = allowances.filter(({ until, network }) => until > this.#now() && network !== allowance.network);
      if (others.length >= MOST_ALLOWANCES) return false;
      if (await this.#replace([...others, allowance], version)) return true;
    }
    throw new Error('the allowances changed during every try; try again');
  }

  #now(): number {
    return epochSeconds(this.#clock.now());
  }

  async #fetch(): Promise<{ allowances: readonly OrderedAllowance[]; version: number | undefined }> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { key: NETWORKS_KEY }, ConsistentRead: true }),
    );
    const { allowances = [], version } = (Item ?? {}) as { allowances?: OrderedAllowance[]; version?: number };
    return { allowances, version };
  }

  #replace(allowances: readonly OrderedAllowance[], readVersion: number | undefined): Promise<boolean> {
    const expiresAt = Math.max(...allowances.map(({ until }) => until));
    return putIfUnchanged(this.#client, this.#table, { key: NETWORKS_KEY, allowances, expiresAt }, readVersion);
  }
}

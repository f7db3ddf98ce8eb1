import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { digest } from '../../domain/digest.ts';
import type { AddressLimiter, Clock } from '../../ports.ts';
import { DynamoDbHourlyCounter } from './hourly-counter.ts';

/** Counts mails per address and hour. */
export class DynamoDbAddressLimiter implements AddressLimiter {
  readonly #counter: DynamoDbHourlyCounter;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#counter = new DynamoDbHourlyCounter(client, table, clock);
  }

  async take(address: string, limitPerHour: number): Promise<boolean> {
    const { kind } = await this.#counter.take(counterOf(address), limitPerHour);
    return kind === 'within';
  }

  /** Returns the number of mails that an address got in this hour. */
  count(address: string): Promise<number> {
    return this.#counter.read(counterOf(address));
  }

  /** Forgets the mails that an address got in this hour. */
  forget(address: string): Promise<void> {
    return this.#counter.forget(counterOf(address));
  }
}

const counterOf = (address: string): string => `address#${digest(address)}`;

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
    const { kind } = await this.#counter.take(`address#${digest(address)}`, limitPerHour);
    return kind === 'within';
  }
}

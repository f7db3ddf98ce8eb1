import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { limitOf, type NetworkAllowance } from '../../domain/network-allowance.ts';
import type { Clock, CountedCall, CountOutcome, LimitBucket, NetworkAllowances, SourceLimiter } from '../../ports.ts';
import { DynamoDbHourlyCounter } from './hourly-counter.ts';

/** Networks with limits of their own. */
export interface Networks {
  /** Those of the stage's settings. */
  readonly fixed: readonly NetworkAllowance[];
  /** Those that administrators ordered. They are asked only for a call beyond its limit. */
  readonly ordered: NetworkAllowances;
}

/** Counts calls per kind of call, source and hour. */
export class DynamoDbSourceLimiter implements SourceLimiter {
  readonly #counter: DynamoDbHourlyCounter;
  readonly #networks: Networks;

  constructor(
    client: DynamoDBDocumentClient,
    table: string,
    clock: Clock,
    networks: Networks = { fixed: [], ordered: { current: async () => [] } },
  ) {
    this.#counter = new DynamoDbHourlyCounter(client, table, clock);
    this.#networks = networks;
  }

  async take(bucket: LimitBucket, source: string, limitPerHour: number): Promise<CountOutcome> {
    const counter = counterOf(bucket, source);
    const usual = limitOf(source, limitPerHour, this.#networks.fixed);
    const outcome = await this.#counter.take(counter, usual);
    if (outcome.kind === 'within') return outcome;
    const raised = limitOf(source, usual, await this.#networks.ordered.current());
    return raised > usual ? this.#counter.take(counter, raised) : outcome;
  }

  async giveBack(bucket: LimitBucket, source: string, { hour }: CountedCall): Promise<void> {
    await this.#counter.giveBack(counterOf(bucket, source), hour);
  }
}

const counterOf = (bucket: LimitBucket, source: string): string => `${bucket}#${source}`;

import {
  GetAccountSettingsCommand,
  GetAliasCommand,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import type { Capacity } from '../account.ts';
import { unlessMissing } from './unless-missing.ts';

export class AwsCapacity implements Capacity {
  readonly #client: LambdaClient;

  constructor(client: LambdaClient) {
    this.#client = client;
  }

  async quota() {
    const { AccountLimit } = await this.#client.send(new GetAccountSettingsCommand({}));
    const total = AccountLimit?.ConcurrentExecutions;
    if (total === undefined) throw new Error('Lambda does not show its quota');
    return { total, unreserved: AccountLimit?.UnreservedConcurrentExecutions ?? total };
  }

  async reservedBy(functionNames: readonly string[]): Promise<number> {
    let sum = 0;
    for (const FunctionName of functionNames) {
      const answer = await unlessMissing(this.#client.send(new GetFunctionConcurrencyCommand({ FunctionName })));
      sum += answer?.ReservedConcurrentExecutions ?? 0;
    }
    return sum;
  }

  async liveVersion(FunctionName: string): Promise<string | undefined> {
    const alias = await unlessMissing(this.#client.send(new GetAliasCommand({ FunctionName, Name: 'live' })));
    return alias?.FunctionVersion;
  }
}

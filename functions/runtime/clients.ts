import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SecretsManagerPeppers } from '../adapters/secrets/key-versions.ts';
import type { Clock, Peppers } from '../ports.ts';

export const clock: Clock = { now: () => new Date() };

/** Milliseconds. A person waits: a call that takes longer is tried again, three times in all (R22). */
export const AWS_CALLS = {
  maxAttempts: 3,
  // Without the last option the SDK only warns, and waits on.
  requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
};

/** Clients and keys that the capabilities of one function share. Each is made when it is first asked for. */
export class Clients {
  #documents?: DynamoDBDocumentClient;
  #secrets?: SecretsManagerClient;
  readonly #keys = new Map<string, SecretsManagerPeppers>();

  get documents(): DynamoDBDocumentClient {
    this.#documents ??= DynamoDBDocumentClient.from(new DynamoDBClient(AWS_CALLS), {
      marshallOptions: { removeUndefinedValues: true },
    });
    return this.#documents;
  }

  get secrets(): SecretsManagerClient {
    this.#secrets ??= new SecretsManagerClient(AWS_CALLS);
    return this.#secrets;
  }

  /**
   * Keys of digests.
   *
   * @param name purpose of the keys, for error messages
   */
  keys(secretArn: string, name?: string): SecretsManagerPeppers {
    const known = this.#keys.get(secretArn) ?? new SecretsManagerPeppers(this.secrets, secretArn, clock, name);
    this.#keys.set(secretArn, known);
    return known;
  }

  /** Every key that was asked for. */
  get allKeys(): Iterable<Pick<Peppers, 'current'>> {
    return this.#keys.values();
  }
}

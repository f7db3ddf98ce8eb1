import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../../ports.ts';

/** Seconds for which a warm function goes on with what it read. A rotated key is taken up within this time. */
const CACHE_AGE = 300;

/** 256 bits of key material written as text take at least 43 characters. */
const SHORTEST = 43;

type Stage = 'AWSCURRENT' | 'AWSPREVIOUS';

export interface KeyVersion {
  readonly version: string;
  readonly key: Buffer;
}

/** The key is a secret's string and its version the secret's; Secrets Manager keeps the one before while it rotates. */
export class SecretsManagerKeyVersions {
  readonly #client: SecretsManagerClient;
  readonly #secretArn: string;
  readonly #clock: Clock;
  readonly #name: string;
  readonly #read = new Map<Stage, { readonly at: number; readonly key: Promise<KeyVersion | undefined> }>();

  /** @param name what errors call the secret */
  constructor(client: SecretsManagerClient, secretArn: string, clock: Clock, name: string) {
    this.#client = client;
    this.#secretArn = secretArn;
    this.#clock = clock;
    this.#name = name;
  }

  async current(): Promise<KeyVersion> {
    const key = await this.#cached('AWSCURRENT');
    if (key === undefined) throw new Error(`the ${this.#name} secret has no current version`);
    return key;
  }

  previous(): Promise<KeyVersion | undefined> {
    return this.#cached('AWSPREVIOUS');
  }

  /**
   * Another function may have seen a rotation that this one has not.
   *
   * @param leastAge seconds that the oldest of what was read is to have; else it stays
   */
  forget(leastAge = 0): void {
    const now = this.#clock.now().getTime();
    if ([...this.#read.values()].some(({ at }) => now - at >= leastAge * 1000)) this.#read.clear();
  }

  /** Who asks while a version is being read waits for the same call. One that failed is read again by the next. */
  #cached(stage: Stage): Promise<KeyVersion | undefined> {
    const now = this.#clock.now().getTime();
    const known = this.#read.get(stage);
    if (known !== undefined && now - known.at < CACHE_AGE * 1000) return known.key;
    const read = { at: now, key: this.#fetch(stage) };
    this.#read.set(stage, read);
    read.key.catch(() => {
      if (this.#read.get(stage) === read) this.#read.delete(stage);
    });
    return read.key;
  }

  async #fetch(stage: Stage): Promise<KeyVersion | undefined> {
    try {
      const { SecretString: text, VersionId: version } = await this.#client.send(
        new GetSecretValueCommand({ SecretId: this.#secretArn, VersionStage: stage }),
      );
      if (text === undefined || version === undefined) throw new Error(`the ${this.#name} secret has no text`);
      if (text.length < SHORTEST) throw new Error(`the ${this.#name} secret is shorter than ${SHORTEST} characters`);
      return { version, key: Buffer.from(text, 'utf8') };
    } catch (error) {
      if (stage === 'AWSPREVIOUS' && error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }
}

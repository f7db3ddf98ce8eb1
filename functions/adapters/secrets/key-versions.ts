import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Clock, Peppers } from '../../ports.ts';
import type { Pepper } from '../../domain/digest.ts';

/** Seconds for which a warm function caches a key. A rotated key is used within this time. */
const CACHE_AGE = 300;

/** Minimum length of a secret: 256 bits of key material as base64url take 43 characters. */
const SHORTEST = 43;

type Stage = 'AWSCURRENT' | 'AWSPREVIOUS';

/** One version of a key. */
export interface KeyVersion {
  readonly version: string;
  readonly key: Buffer;
}

/**
 * Versions of a key: the string of a secret with the version ID of Secrets Manager, which keeps the previous version
 * during a rotation.
 */
export class SecretsManagerKeyVersions {
  readonly #client: SecretsManagerClient;
  readonly #secretArn: string;
  readonly #clock: Clock;
  readonly #name: string;
  readonly #read = new Map<Stage, { readonly at: number; readonly key: Promise<KeyVersion | undefined> }>();

  /** @param name name of the secret in error messages */
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
   * Clears the cache, because another function may have seen a rotation that this one has not.
   *
   * @param leastAge seconds; the cache stays if all of it is younger
   */
  forget(leastAge = 0): void {
    const now = this.#clock.now().getTime();
    if ([...this.#read.values()].some(({ at }) => now - at >= leastAge * 1000)) this.#read.clear();
  }

  /** Calls during a read wait for the same read. A failed read is not cached. */
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

/** Seconds for which nothing is read again: forged tokens must not cause calls to Secrets Manager. */
const LEAST_AGE = 10;

/** Peppers, or other keys of digests: a secret with two versions during a rotation. */
export class SecretsManagerPeppers extends SecretsManagerKeyVersions implements Peppers {
  constructor(client: SecretsManagerClient, secretArn: string, clock: Clock, name = 'pepper') {
    super(client, secretArn, clock, name);
  }

  async version(version: string): Promise<Pepper | undefined> {
    const isIt = (pepper: Pepper | undefined) => pepper?.version.startsWith(version) === true;
    const current = await this.current();
    if (isIt(current)) return current;
    const previous = await this.previous();
    if (isIt(previous)) return previous;
    this.forget();
    return [await this.current(), await this.previous()].find(isIt);
  }

  async latest(): Promise<readonly Pepper[]> {
    this.forget(LEAST_AGE);
    return [await this.current(), await this.previous()].filter((pepper) => pepper !== undefined);
  }
}

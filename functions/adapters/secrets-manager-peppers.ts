import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Pepper } from '../domain/digest.ts';
import type { Clock, Peppers } from '../ports.ts';

/** Seconds for which a warm function goes on with what it read. A rotated pepper is taken up within this time. */
const CACHE_AGE = 300;

/** Seconds for which nothing is read anew, whoever asks: made-up tokens must not become calls of Secrets Manager. */
const LEAST_AGE = 10;

/** 256 bits of key material written as text take at least 43 characters. */
const SHORTEST = 43;

type Stage = 'AWSCURRENT' | 'AWSPREVIOUS';

/**
 * The pepper, or another key of digests, is a secret's string and its version the secret's; Secrets Manager keeps the one
 * before while it rotates.
 */
export class SecretsManagerPeppers implements Peppers {
  readonly #client: SecretsManagerClient;
  readonly #secretArn: string;
  readonly #clock: Clock;
  readonly #name: string;
  readonly #read = new Map<Stage, { readonly at: number; readonly pepper: Pepper | undefined }>();

  constructor(client: SecretsManagerClient, secretArn: string, clock: Clock, name = 'pepper') {
    this.#client = client;
    this.#secretArn = secretArn;
    this.#clock = clock;
    this.#name = name;
  }

  async current(): Promise<Pepper> {
    const pepper = await this.#cached('AWSCURRENT');
    if (pepper === undefined) throw new Error(`the ${this.#name} secret has no current version`);
    return pepper;
  }

  previous(): Promise<Pepper | undefined> {
    return this.#cached('AWSPREVIOUS');
  }

  async version(version: string): Promise<Pepper | undefined> {
    const isIt = (pepper: Pepper | undefined) => pepper?.version.startsWith(version) === true;
    const current = await this.current();
    if (isIt(current)) return current;
    const previous = await this.previous();
    if (isIt(previous)) return previous;
    // Neither: another function may have seen a rotation that this one has not.
    this.#read.clear();
    return [await this.current(), await this.previous()].find(isIt);
  }

  async latest(): Promise<readonly Pepper[]> {
    const now = this.#clock.now().getTime();
    const [oldest = now] = [...this.#read.values()].map(({ at }) => at).toSorted((one, other) => one - other);
    if (now - oldest >= LEAST_AGE * 1000) this.#read.clear();
    return [await this.current(), await this.previous()].filter((pepper) => pepper !== undefined);
  }

  async #cached(stage: Stage): Promise<Pepper | undefined> {
    const now = this.#clock.now().getTime();
    const known = this.#read.get(stage);
    if (known !== undefined && now - known.at < CACHE_AGE * 1000) return known.pepper;
    const pepper = await this.#fetch(stage);
    this.#read.set(stage, { at: now, pepper });
    return pepper;
  }

  async #fetch(stage: Stage): Promise<Pepper | undefined> {
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

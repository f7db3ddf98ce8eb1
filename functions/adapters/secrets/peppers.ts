import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Pepper } from '../../domain/digest.ts';
import type { Clock, Peppers } from '../../ports.ts';
import { SecretsManagerKeyVersions } from './key-versions.ts';

/** Seconds for which nothing is read anew, whoever asks: made-up tokens must not become calls of Secrets Manager. */
const LEAST_AGE = 10;

/** The pepper, or another key of digests, is a secret with two versions while it rotates. */
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

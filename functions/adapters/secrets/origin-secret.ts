import { digest, type Pepper, sameDigest } from '../../domain/digest.ts';
import type { OriginSecret, Peppers } from '../../ports.ts';

/** The secret that our distribution sends: the versions that Secrets Manager keeps during a rotation. */
export class SecretsManagerOriginSecret implements OriginSecret {
  readonly #versions: Pick<Peppers, 'current' | 'previous' | 'latest'>;

  constructor(versions: Pick<Peppers, 'current' | 'previous' | 'latest'>) {
    this.#versions = versions;
  }

  async accepts(given: string): Promise<boolean> {
    // Digests have one length, so the comparison tells nothing of the secret's.
    const own = digest(given);
    const isIt = ({ key }: Pepper) => sameDigest(own, digest(key.toString('utf8')));
    if (isIt(await this.#versions.current())) return true;
    const previous = await this.#versions.previous();
    if (previous !== undefined && isIt(previous)) return true;
    return (await this.#versions.latest()).some(isIt);
  }
}

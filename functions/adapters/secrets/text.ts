import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../../ports.ts';

/** Seconds for which a warm function goes on with what it read. */
const CACHE_AGE = 300;

/**
 * Reads a secret's text, and remembers it for a while.
 *
 * @param cacheAge seconds; 0 reads it each time
 */
export function secretText(
  client: SecretsManagerClient,
  secretArn: string,
  clock: Clock,
  cacheAge = CACHE_AGE,
): () => Promise<string> {
  let known: { readonly at: number; readonly text: string } | undefined;
  return async () => {
    const now = clock.now().getTime();
    if (known !== undefined && now - known.at < cacheAge * 1000) return known.text;
    const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    if (text === undefined) throw new Error('a secret has no text');
    known = { at: now, text };
    return text;
  };
}

import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../../ports.ts';

/** Seconds for which a warm function caches the text. */
const CACHE_AGE = 300;

/**
 * Makes a function that reads a secret's text and caches it.
 *
 * @param cacheAge seconds; 0 reads it on each call
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

import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Replaces the SDK's `@aws-sdk/credential-provider-node` in the bundles. Lambda gives a function its role's
 * credentials in environment variables and nowhere else. The SDK's chain (files, SSO, processes, instance metadata,
 * with the clients of three more services) would be loaded at every cold start and never used:
 * docs/adr/0023-small-bundles.md.
 */
export function defaultProvider(): ReturnType<typeof fromEnv> {
  const read = fromEnv();
  let known: ReturnType<typeof read> | undefined;
  // The SDK remembers its chain's credentials, but reads those of another provider at each call.
  return () =>
    (known ??= read().catch((error: unknown) => {
      known = undefined;
      throw error;
    }));
}

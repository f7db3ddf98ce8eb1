import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Replaces the SDK's `@aws-sdk/credential-provider-node` in the bundles. Lambda gives a function its role's
 * credentials in environment variables and nowhere else. The SDK's chain (files, SSO, processes, instance metadata,
 * with the clients of three more services) would be loaded at every cold start and never used:
 * docs/adr/0023-small-bundles.md.
 */
export const defaultProvider = () => fromEnv();

import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in the bundles for the SDK's `@aws-sdk/credential-provider-node`. Lambda gives a function its role's credentials in environment
 * variables and nowhere else, so the chain behind that (files, SSO, processes, instance metadata, with the clients of three more
 * services) is never walked, and would be loaded at every cold start: docs/adr/0023-small-bundles.md.
 */
export const defaultProvider = () => fromEnv();

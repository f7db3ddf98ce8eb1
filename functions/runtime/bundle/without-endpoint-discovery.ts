/**
 * Replaces the SDK's `@aws-sdk/middleware-endpoint-discovery` in the bundles. DynamoDB's client takes a cache of
 * endpoints from it that none of our commands reads: docs/adr/0023-small-bundles.md.
 */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: (): undefined => undefined,
  configFileSelector: (): undefined => undefined,
  default: undefined,
};

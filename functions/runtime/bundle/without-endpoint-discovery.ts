/**
 * Stands in the bundles for the SDK's `@aws-sdk/middleware-endpoint-discovery`, from which DynamoDB's client takes a cache of endpoints that
 * none of its commands looks up: docs/adr/0023-small-bundles.md.
 */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: (): undefined => undefined,
  configFileSelector: (): undefined => undefined,
  default: undefined,
};

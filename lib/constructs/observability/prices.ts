/**
 * Prices of AWS in US dollars: list prices of us-east-1 in November 2026, without free tiers, discounts and taxes.
 * Only the dashboard's estimate uses them. Replace them by those of your region.
 */
export const PRICES = {
  /** A call of a REST API, in the first tier. https://aws.amazon.com/api-gateway/pricing/ */
  apiCall: 3.5 / 1e6,
  /** A call of a function, and a GB-second on arm64. https://aws.amazon.com/lambda/pricing/ */
  invocation: 0.2 / 1e6,
  gigabyteSecond: 0.0000133334,
  /** A write unit and a read unit, on demand. https://aws.amazon.com/dynamodb/pricing/on-demand/ */
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  /** A mail, à la carte. https://aws.amazon.com/ses/pricing/ */
  mail: 0.1 / 1e3,
  /** A GB of ingested logs. https://aws.amazon.com/cloudwatch/pricing/ */
  logGigabyte: 0.5,
} as const;

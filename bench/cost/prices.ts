/**
 * List prices of us-east-1 in US dollars, first tier, without free tiers, discounts and taxes.
 *
 * `checked` is the source of a price on the day of the look-up; stored copies of pages were read, none was fetched
 * live:
 * - `vendor`: a copy of the vendor's own page or price list says it;
 * - `others`: pages of others agree on it;
 * - `memory`: no page was found that says it.
 */
export interface Price {
  readonly dollars: number;
  /** The unit that the dollars buy. */
  readonly per: number;
  readonly unit: string;
  readonly page: string;
  readonly url: string;
  /** ISO 8601 date. */
  readonly lookedUp: string;
  readonly checked: 'vendor' | 'others' | 'memory';
}

const MILLION = 1_000_000;
const GIGABYTE = 1024 ** 3;
const TODAY = { lookedUp: '2026-11-25' };

const apiGateway = { page: 'Amazon API Gateway pricing', url: 'https://aws.amazon.com/api-gateway/pricing/' };
const lambda = { page: 'AWS Lambda pricing', url: 'https://aws.amazon.com/lambda/pricing/' };
const dynamoDb = {
  page: 'Amazon DynamoDB pricing for on-demand capacity',
  url: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
};
const ses = { page: 'Amazon SES pricing', url: 'https://aws.amazon.com/ses/pricing/' };
const cloudWatch = { page: 'Amazon CloudWatch pricing', url: 'https://aws.amazon.com/cloudwatch/pricing/' };
const waf = { page: 'AWS WAF pricing', url: 'https://aws.amazon.com/waf/pricing/' };
const eventBridge = { page: 'Amazon EventBridge pricing', url: 'https://aws.amazon.com/eventbridge/pricing/' };
const firehose = { page: 'Amazon Data Firehose pricing', url: 'https://aws.amazon.com/firehose/pricing/' };
const cloudFront = { page: 'Amazon CloudFront pricing', url: 'https://aws.amazon.com/cloudfront/pricing/' };
const secretsManager = { page: 'AWS Secrets Manager pricing', url: 'https://aws.amazon.com/secrets-manager/pricing/' };
const kms = { page: 'AWS KMS pricing', url: 'https://aws.amazon.com/kms/pricing/' };
const s3 = { page: 'Amazon S3 pricing', url: 'https://aws.amazon.com/s3/pricing/' };

const perMillion = (dollars: number, unit: string) => ({ dollars, per: MILLION, unit, ...TODAY });
const perGigabyte = (dollars: number, unit: string) => ({ dollars, per: GIGABYTE, unit, ...TODAY });
const each = (dollars: number, unit: string, per = 1) => ({ dollars, per, unit, ...TODAY });

export const PRICES = {
  apiCall: { ...perMillion(3.5, 'calls of a REST API'), ...apiGateway, checked: 'others' },
  dataOut: { ...perGigabyte(0.09, 'bytes out to the internet'), ...apiGateway, checked: 'others' },
  invocation: { ...perMillion(0.2, 'invocations'), ...lambda, checked: 'others' },
  gigabyteSecond: { ...each(0.0000133334, 'GB-seconds on arm64'), ...lambda, checked: 'others' },
  writeUnit: { ...perMillion(0.625, 'write request units'), ...dynamoDb, checked: 'others' },
  readUnit: { ...perMillion(0.125, 'read request units'), ...dynamoDb, checked: 'others' },
  mailALaCarte: { ...each(0.1, 'recipients, à la carte', 1000), ...ses, checked: 'vendor' },
  mailEssentials: { ...each(0.16, 'mails, Essentials', 1000), ...ses, checked: 'vendor' },
  logIngested: { ...perGigabyte(0.5, 'bytes taken in by CloudWatch Logs'), ...cloudWatch, checked: 'others' },
  logStored: { ...perGigabyte(0.03, 'compressed bytes kept for a month'), ...cloudWatch, checked: 'memory' },
  metric: { ...each(0.3, 'custom metrics a month'), ...cloudWatch, checked: 'others' },
  alarmMetric: { ...each(0.1, 'metrics that alarms read a month'), ...cloudWatch, checked: 'memory' },
  dashboard: { ...each(3, 'dashboards a month'), ...cloudWatch, checked: 'others' },
  trace: {
    ...perMillion(5, 'traces recorded'),
    page: 'AWS X-Ray pricing',
    url: 'https://aws.amazon.com/xray/pricing/',
    checked: 'vendor',
  },
  wafRequest: { ...perMillion(0.6, 'requests inspected'), ...waf, checked: 'others' },
  webAcl: { ...each(5, 'web ACLs a month'), ...waf, checked: 'others' },
  wafRule: { ...each(1, 'rules and rule groups a month'), ...waf, checked: 'others' },
  event: { ...perMillion(1, 'events put'), ...eventBridge, checked: 'memory' },
  archived: { ...perGigabyte(0.029, 'bytes taken in by Firehose'), ...firehose, checked: 'memory' },
  decompressed: { ...perGigabyte(0.00325, 'bytes decompressed by Firehose'), ...firehose, checked: 'memory' },
  objectPut: { ...each(0.005, 'objects put', 1000), ...s3, checked: 'memory' },
  objectStored: { ...perGigabyte(0.023, 'bytes kept for a month'), ...s3, checked: 'memory' },
  pageRequest: { ...each(0.01, 'HTTPS requests', 10_000), ...cloudFront, checked: 'others' },
  pageBytes: { ...perGigabyte(0.085, 'bytes to browsers'), ...cloudFront, checked: 'vendor' },
  edgeRun: { ...perMillion(0.1, 'runs of edge functions'), ...cloudFront, checked: 'memory' },
  secret: { ...each(0.4, 'secrets a month'), ...secretsManager, checked: 'others' },
  secretRead: { ...each(0.05, 'reads of secrets', 10_000), ...secretsManager, checked: 'others' },
  key: { ...each(1, 'keys a month'), ...kms, checked: 'others' },
  keyUse: { ...each(0.03, 'uses of keys', 10_000), ...kms, checked: 'others' },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof PRICES;

export const costOf = (name: PriceName, quantity: number): number => {
  const { dollars, per } = PRICES[name];
  return (quantity * dollars) / per;
};

/** Prices of the captcha's provider, which the budget leaves out. */
export const CAPTCHAS = {
  recaptcha: {
    /**
     * Assessments of a month that are free, those that a flat price then covers, and the price of each beyond them.
     */
    free: 10_000,
    flat: { dollars: 8, upTo: 100_000 },
    beyond: 0.001,
    page: 'reCAPTCHA: billing information',
    url: 'https://cloud.google.com/recaptcha/docs/billing-information',
    lookedUp: '2026-11-25',
    checked: 'vendor',
  },
  turnstile: {
    page: 'Cloudflare Turnstile plans',
    url: 'https://developers.cloudflare.com/turnstile/plans/',
    lookedUp: '2026-11-25',
    checked: 'memory',
  },
} as const;

/** Dollars of a month with so many assessments of reCAPTCHA. */
export function recaptchaMonth(assessments: number): number {
  const { free, flat, beyond } = CAPTCHAS.recaptcha;
  if (assessments <= free) return 0;
  return flat.dollars + Math.max(0, assessments - flat.upTo) * beyond;
}

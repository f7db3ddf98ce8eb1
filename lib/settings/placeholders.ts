import { SettingsError } from './check.ts';
import { placeOfStages } from './config-path.ts';
import type { Settings } from './schema.ts';

/** Stages that need no values of yours: one runs on a laptop, and one is for trials in an emulator of AWS. */
const TRIALS = ['laptop', 'dev'];

/** Domain names that are reserved for examples and tests (RFC 2606). They can have no certificate and no mail. */
const RESERVED_NAME = /(^|[./@])example\.(com|net|org)(?![\w.-])|\.(example|test|invalid)(?![\w.-])/i;

/** IDs of accounts in AWS's documentation. */
const EXAMPLE_ACCOUNT = /(^|:)(123456789012|111122223333|000000000000)(:|$)/;

interface Placeholder {
  readonly pattern: RegExp;
  /** Completes "Fix: set it to …". */
  readonly to: string;
}

const PLACEHOLDERS: { readonly [Name in keyof Settings]?: Placeholder } = {
  account: { pattern: EXAMPLE_ACCOUNT, to: 'the ID of your account (aws sts get-caller-identity)' },
  productName: {
    pattern: /^Example( \([^)]*\))?$/,
    to: 'the name of your product, which users read in pages and mails',
  },
  siteUrl: {
    pattern: RESERVED_NAME,
    to: 'the origin of your pages, or remove it to use the name that CloudFront gives',
  },
  siteCertificateArn: {
    pattern: EXAMPLE_ACCOUNT,
    to: 'the ARN of your ACM certificate in us-east-1 for the host of siteUrl, or remove it',
  },
  apiUrl: { pattern: RESERVED_NAME, to: 'the URL of your API, or remove it to use the one that API Gateway gives' },
  apiCertificateArn: {
    pattern: EXAMPLE_ACCOUNT,
    to: "the ARN of your ACM certificate in the stage's region for the host of apiUrl, or remove it",
  },
  siteWebAclArn: { pattern: EXAMPLE_ACCOUNT, to: 'the ARN of your web ACL for CloudFront, or remove it' },
  apiWebAclArn: { pattern: EXAMPLE_ACCOUNT, to: 'the ARN of your web ACL for the API, or remove it' },
  pageTopicArn: { pattern: EXAMPLE_ACCOUNT, to: 'the ARN of your SNS topic for pages, or remove it' },
  ticketTopicArn: { pattern: EXAMPLE_ACCOUNT, to: 'the ARN of your SNS topic for tickets, or remove it' },
  kmsKeyArn: { pattern: EXAMPLE_ACCOUNT, to: 'the ARN of your KMS key, or remove it' },
  loginUrl: { pattern: RESERVED_NAME, to: 'the page of your application that LOGIN leads to, or remove it' },
  allowedOrigins: { pattern: RESERVED_NAME, to: 'the origins of your applications, or remove it' },
  senderAddress: { pattern: RESERVED_NAME, to: 'an address in a domain of yours, which SES will send from' },
  replyTo: { pattern: RESERVED_NAME, to: 'an address that people read, or remove it' },
  mailFromDomain: { pattern: RESERVED_NAME, to: "a subdomain of the sender's domain, such as bounce., or remove it" },
  hostedZoneId: { pattern: /^Z0+$/, to: 'the ID of your Route 53 zone, or remove it and hostedZoneName' },
  hostedZoneName: { pattern: RESERVED_NAME, to: 'the name of your Route 53 zone, or remove it and hostedZoneId' },
  captchaSiteKey: {
    pattern: /^(site-key-of-|laptop-site-key$|the site key)/,
    to: "the site key from your captcha provider's console",
  },
  supportContact: { pattern: RESERVED_NAME, to: 'the address or URL of your help desk, or remove it' },
  alarmEmail: { pattern: RESERVED_NAME, to: 'the address that alarms are mailed to, or remove it' },
  webhookUrl: { pattern: RESERVED_NAME, to: 'the URL of your directory' },
};

/** Settings without a default for a stage that people rely on. */
const NEEDED = {
  account: 'the ID of its account (aws sts get-caller-identity), so that no other account can be deployed into',
  region: 'the name of its region, such as eu-central-1, so that no other region can be deployed into',
} as const;

/** Returns a message for each setting that still has an example as its value, or that a real stage lacks. */
export function placeholdersIn(settings: Settings): string[] {
  if (TRIALS.includes(settings.stage)) return [];
  const missing = Object.entries(NEEDED)
    .filter(([name]) => settings[name as keyof typeof NEEDED] === undefined)
    .map(([name, to]) => `${name}: is missing. Fix: set it to ${to}`);
  return [...missing, ...examplesIn(settings)];
}

/** Returns a message for each setting that still has an example as its value. */
export function examplesIn(settings: Settings): string[] {
  return Object.entries(PLACEHOLDERS).flatMap(([name, { pattern, to }]) => {
    // The site key is not used.
    if (name === 'captchaSiteKey' && settings.captchaProvider === 'altcha') return [];
    const example = [settings[name as keyof Settings]]
      .flat()
      .find((value): value is string => typeof value === 'string' && pattern.test(value));
    return example === undefined ? [] : [`${name}: is the example ${example}. Fix: set it to ${to}`];
  });
}

/** Returns the ID of the CDK's warning for a message about an example. */
export const exampleWarning = (example: string): string => `password-reset:example:${example.split(':')[0]}`;

/**
 * Refuses to make a stack for a real account from the values that this repository ships.
 *
 * @param rest last line of the message, about what the caller can do besides
 * @throws {@link SettingsError} that names every such setting and what to put there
 */
export function refusePlaceholders(settings: Settings, rest?: string): void {
  const found = placeholdersIn(settings);
  if (found.length === 0) return;
  throw new SettingsError(
    `The settings of stage "${settings.stage}" are not yet yours. Replace them in ${placeOfStages()}:\n` +
      [...found.map((line) => `  ${line}`), ...(rest === undefined ? [] : [rest])].join('\n'),
  );
}

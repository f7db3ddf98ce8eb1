import { CAPTCHA_PROVIDERS, DIRECTORIES, LDAP_KINDS } from '../../functions/operations/fields.ts';
import { PROFILE_NAMES } from '../../lib/settings/profiles.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { documentAt } from '../../lib/instructions.ts';

/** Answers so far, by setting. */
export type Answers = Readonly<Partial<Record<keyof Settings, string>>>;

export interface Question {
  readonly setting: keyof Settings;
  readonly text: string;
  /** What the setting decides, in one sentence. */
  readonly explanation: string;
  readonly choices?: readonly string[];
  /** Answer where nothing is typed; none, and not required, where it is ''. Absent: an answer is required. */
  readonly otherwise?: string;
  /** Whether the answers before make it a question. */
  readonly when?: (answers: Answers) => boolean;
}

/** What `init` asks, in this order. Every other setting has a default. */
export const QUESTIONS: readonly Question[] = [
  {
    setting: 'stage',
    text: 'Name of the stage',
    explanation: 'It begins the names of all resources, so that stages can share an account; prod never deletes data.',
    otherwise: 'prod',
  },
  {
    setting: 'account',
    text: 'AWS account, 12 digits',
    explanation: 'With it no other account can be deployed into (aws sts get-caller-identity shows yours).',
  },
  {
    setting: 'region',
    text: 'AWS Region',
    explanation: 'Everything but the CDN is there, the data of your users included.',
  },
  {
    setting: 'productName',
    text: 'Name of your product',
    explanation: 'Users read it in pages and mails, and no password may contain it.',
  },
  {
    setting: 'senderAddress',
    text: 'Address that mails come from',
    explanation: 'SES sends from its domain, whose DNS you must be able to change.',
  },
  {
    setting: 'siteUrl',
    text: 'Origin of the pages, such as https://login.example.com',
    explanation: 'Leave it empty to use the name that CloudFront gives.',
    otherwise: '',
  },
  {
    setting: 'siteCertificateArn',
    text: 'ARN of its ACM certificate in us-east-1',
    explanation: 'With it CloudFront serves that host; leave it empty if something else does.',
    otherwise: '',
    when: ({ siteUrl }) => siteUrl !== undefined,
  },
  {
    setting: 'captchaProvider',
    text: 'Captcha',
    explanation: 'Every step is checked; altcha is a proof of work that needs no other company and no key.',
    choices: CAPTCHA_PROVIDERS,
    otherwise: 'recaptcha-v2',
  },
  {
    setting: 'captchaSiteKey',
    text: 'Site key of the captcha',
    explanation: "It is the public half of the key pair in the provider's console; deploy asks for the secret half.",
    when: ({ captchaProvider }) => captchaProvider !== 'altcha',
  },
  {
    setting: 'captchaProjectId',
    text: 'Google Cloud project of the site key',
    explanation: 'reCAPTCHA Enterprise verifies tokens there.',
    when: ({ captchaProvider }) => captchaProvider === 'recaptcha-enterprise',
  },
  {
    setting: 'directory',
    text: 'Directory that has your users',
    explanation: 'built-in keeps them in tables of this stack, with a login page; the others exist already.',
    choices: DIRECTORIES,
    otherwise: 'built-in',
  },
  {
    setting: 'cognitoUserPoolId',
    text: 'ID of the user pool',
    explanation: 'It has to be in the same account and region.',
    when: ({ directory }) => directory === 'cognito',
  },
  {
    setting: 'webhookUrl',
    text: 'URL of your directory',
    explanation: `It answers signed calls as ${documentAt('guides/webhook-directory.md')} describes.`,
    when: ({ directory }) => directory === 'webhook',
  },
  {
    setting: 'ldapUrls',
    text: 'URLs of the LDAP servers, separated by commas',
    explanation: 'They begin with ldaps://, and are tried in this order.',
    when: ({ directory }) => directory === 'ldap',
  },
  {
    setting: 'ldapKind',
    text: 'Way in which they set a password',
    explanation: 'Active Directory has its own; other servers know RFC 3062.',
    choices: LDAP_KINDS,
    when: ({ directory }) => directory === 'ldap',
  },
  {
    setting: 'ldapBaseDn',
    text: 'DN below which all accounts are',
    explanation: 'Nobody outside of it is found.',
    when: ({ directory }) => directory === 'ldap',
  },
  {
    setting: 'ldapBindDn',
    text: 'DN of the service account',
    explanation: 'Its password goes into a secret after the deployment.',
    when: ({ directory }) => directory === 'ldap',
  },
  {
    setting: 'profile',
    text: 'Profile',
    explanation: 'full has every alarm, a firewall and an archive; essential has the alarms that wake somebody.',
    choices: PROFILE_NAMES,
    otherwise: 'full',
  },
  {
    setting: 'alarmEmail',
    text: 'Address that alarms are mailed to',
    explanation: 'Leave it empty to subscribe to the alarm topics yourself.',
    otherwise: '',
  },
  {
    setting: 'loginUrl',
    text: 'Page that LOGIN leads to',
    explanation: 'Leave it empty for the hosted login page of the built-in directory.',
    otherwise: '',
    when: ({ directory }) => directory === 'built-in',
  },
  {
    setting: 'loginUrl',
    text: 'Page that LOGIN leads to',
    explanation: 'Your application has the login, so it is needed.',
    when: ({ directory }) => directory !== 'built-in',
  },
];

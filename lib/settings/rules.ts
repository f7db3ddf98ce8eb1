import type { DirectoryName } from '../../functions/operations/fields.ts';
import { wrongBrand } from '../brand/brand.ts';
import { liesIn, ownHostsOf, senderDomainOf } from './domain-names.ts';
import { CAPTCHA_MODES } from './captcha-urls.ts';
import { wrongExisting } from './existing.ts';
import { wrongPlace } from './place.ts';
import type { Settings } from './schema.ts';

/** Rules between a setting and its stage, or between two settings. Each message is `name: problem. Fix: …`. */

/** Stage that runs without AWS. Only there may an origin be http, and a public test key check the captcha. */
const LAPTOP = 'laptop';

/** Stage whose deletion may delete no data. */
const PROD = 'prod';

/** Test keys that the providers publish. Their widgets and secrets let everyone pass. */
const PUBLIC_TEST_SITE_KEYS = [
  {
    owner: 'Google',
    pattern: /^6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI$/,
    console: 'https://www.google.com/recaptcha/admin',
  },
  {
    owner: 'Cloudflare',
    pattern: /^[123]x0{20}[A-F]{2}$/i,
    console: 'https://dash.cloudflare.com/?to=/:account/turnstile',
  },
  {
    owner: 'hCaptcha',
    pattern: /^[1-9]0{7}-f{4}-f{4}-f{4}-0{11}[1-9]$/i,
    console: 'https://dashboard.hcaptcha.com/sites',
  },
];

const HTTPS_ONLY = `must begin with https://. Fix: use https; only the ${LAPTOP} stage may use http`;

const urlSettings = [
  'siteUrl',
  'apiUrl',
  'loginUrl',
  'captchaScriptUrl',
  'captchaVerifyUrl',
  'breachedPasswordsUrl',
  'webhookUrl',
] as const;

/** Returns a message for each rule that the settings break. */
export function brokenRules(settings: Settings): string[] {
  const wrong = [
    ...wrongNames(settings),
    ...wrongPlace(settings),
    ...wrongExisting(settings),
    ...wrongBrand(settings),
    ...wrongCaptcha(settings),
    ...wrongDirectory(settings),
    ...wrongPasswords(settings),
    ...wrongRates(settings),
    ...wrongOperation(settings),
  ];
  if (settings.stage === PROD && !settings.retainData) {
    wrong.push(`retainData: must be true in the ${PROD} stage, whose deletion may delete no data. Fix: remove it`);
  }
  if (settings.deletionProtection && !settings.retainData) {
    wrong.push('deletionProtection: needs retainData. Fix: remove it, or set retainData to true');
  }
  return settings.stage === LAPTOP ? wrong : [...wrong, ...onlyForTheLaptop(settings)];
}

function wrongNames(settings: Settings): string[] {
  const wrong: string[] = [];
  if (settings.siteCertificateArn !== undefined && settings.siteUrl === undefined) {
    wrong.push(missingPair('siteUrl', 'siteCertificateArn'));
  }
  if (settings.apiCertificateArn !== undefined && settings.apiUrl === undefined) {
    wrong.push(missingPair('apiUrl', 'apiCertificateArn'));
  }
  const sender = senderDomainOf(settings);
  const { mailFromDomain } = settings;
  if (mailFromDomain !== undefined && (mailFromDomain === sender || !liesIn(mailFromDomain, sender))) {
    wrong.push(
      `mailFromDomain: must be a subdomain of ${sender}, the domain of senderAddress. ` +
        `Fix: use one such as bounce.${sender}`,
    );
  }
  return [...wrong, ...wrongZone(settings)];
}

function wrongZone(settings: Settings): string[] {
  const { hostedZoneId, hostedZoneName } = settings;
  if (hostedZoneId === undefined && hostedZoneName === undefined) return [];
  if (hostedZoneId === undefined) return [missingPair('hostedZoneId', 'hostedZoneName')];
  if (hostedZoneName === undefined) return [missingPair('hostedZoneName', 'hostedZoneId')];
  const { site, api } = ownHostsOf(settings);
  const sender = settings.senderIdentity === 'create' ? senderDomainOf(settings) : undefined;
  const names = [site, api, sender].filter((name) => name !== undefined);
  if (names.some((name) => liesIn(name, hostedZoneName))) return [];
  return [
    `hostedZoneName: no host of this stage is in ${hostedZoneName} (${names.join(', ')}). ` +
      'Fix: name the zone of one of them, or remove hostedZoneId and hostedZoneName',
  ];
}

function wrongCaptcha({ captchaProvider, captchaMode, captchaSiteKey, captchaProjectId }: Settings): string[] {
  const wrong: string[] = [];
  const modes = CAPTCHA_MODES[captchaProvider];
  if (captchaMode !== undefined && !modes.includes(captchaMode)) {
    wrong.push(
      `captchaMode: ${captchaProvider} has no ${captchaMode}. Fix: remove it, or set it to ${modes.join(', ')}`,
    );
  }
  if (captchaProvider !== 'altcha' && captchaSiteKey === undefined) {
    wrong.push(
      `captchaSiteKey: is missing, and ${captchaProvider} needs it. ` +
        "Fix: set it to the site key from the provider's console, or captchaProvider to altcha, which has none",
    );
  }
  if (captchaProvider === 'recaptcha-enterprise' && captchaProjectId === undefined) {
    wrong.push(
      'captchaProjectId: is missing, and recaptcha-enterprise needs it. ' +
        'Fix: set it to the Google Cloud project of the site key',
    );
  }
  return wrong;
}

/** Maximum with scrypt: a hash takes half a second, and all of them must end before the function's timeout. */
const SCRYPT_HISTORY = 8;

function wrongPasswords({ passwordHash, formerPasswordHash, passwordHistory }: Settings): string[] {
  if (formerPasswordHash === passwordHash) {
    return [
      'formerPasswordHash: is the same as passwordHash. Fix: set it to the algorithm of the older hashes, or none',
    ];
  }
  if (passwordHash !== 'scrypt' || passwordHistory <= SCRYPT_HISTORY) return [];
  return [
    `passwordHistory: must be at most ${SCRYPT_HISTORY} with passwordHash scrypt, as each takes half a second. ` +
      'Fix: lower it, or set passwordHash to argon2id',
  ];
}

/** Settings that one directory needs, with what to set. With any other directory they would have no effect. */
const SETTINGS_OF_DIRECTORY: { readonly [Name in DirectoryName]: { readonly [Setting in keyof Settings]?: string } } = {
  'built-in': {},
  cognito: { cognitoUserPoolId: 'the ID of a user pool in this account and region' },
  webhook: { webhookUrl: 'the URL of your directory, such as https://accounts.example.com/password-reset' },
  ldap: {
    ldapUrls: 'the URLs of the servers, such as ldaps://dc1.corp.example.com',
    ldapKind: 'active-directory or rfc3062',
    ldapBaseDn: 'the DN below which all accounts are, such as dc=corp,dc=example,dc=com',
    ldapBindDn: 'the DN of the service account',
  },
};

/** Optional settings of one directory. With any other directory they would have no effect. */
const OPTIONAL_OF_DIRECTORY: { readonly [Setting in keyof Settings]?: DirectoryName } = {
  userIdCase: 'built-in',
  webhookAllowedNetworks: 'webhook',
  ldapDomain: 'ldap',
  ldapUserIdAttribute: 'ldap',
  ldapMailAttributes: 'ldap',
  ldapFilter: 'ldap',
  ldapCertificateAuthority: 'ldap',
  vpcSubnetIds: 'ldap',
  vpcSecurityGroupIds: 'ldap',
};

function wrongDirectory(settings: Settings): string[] {
  const { directory, loginUrl } = settings;
  const wrong: string[] = [];
  if (directory !== 'built-in' && loginUrl === undefined) {
    wrong.push(
      `loginUrl: is missing, and directory ${directory} has no hosted login page. ` +
        'Fix: set it to the page that LOGIN leads to',
    );
  }
  for (const [name, itsSettings] of Object.entries(SETTINGS_OF_DIRECTORY)) {
    for (const [setting, what] of Object.entries(itsSettings)) {
      const given = settings[setting as keyof Settings] !== undefined;
      if (name === directory && !given) wrong.push(`${setting}: is missing. Fix: set it to ${what}`);
      if (name !== directory && given) {
        wrong.push(onlyForDirectory(setting, name));
      }
    }
  }
  for (const [setting, name] of Object.entries(OPTIONAL_OF_DIRECTORY)) {
    if (directory !== name && settings[setting as keyof Settings] !== undefined) {
      wrong.push(onlyForDirectory(setting, name));
    }
  }
  if (settings.addressAsUserId !== undefined && directory !== 'built-in' && directory !== 'ldap') {
    wrong.push(
      'addressAsUserId: has an effect only with directory built-in or ldap. ' +
        'Fix: remove it; other directories decide themselves what finds an account',
    );
  }
  const { vpcSubnetIds, vpcSecurityGroupIds } = settings;
  if (vpcSubnetIds !== undefined && vpcSecurityGroupIds === undefined) {
    wrong.push(missingPair('vpcSecurityGroupIds', 'vpcSubnetIds'));
  }
  if (vpcSecurityGroupIds !== undefined && vpcSubnetIds === undefined) {
    wrong.push(missingPair('vpcSubnetIds', 'vpcSecurityGroupIds'));
  }
  return wrong;
}

const missingPair = (missing: keyof Settings, given: keyof Settings): string =>
  `${missing}: is missing, but ${given} is set. Fix: set both, or neither`;

const onlyForDirectory = (setting: string, name: string): string =>
  `${setting}: has an effect only with directory ${name}. Fix: remove it, or set directory to ${name}`;

function wrongRates(settings: Settings): string[] {
  const pairs = [
    ['costlyRequestsPerSecond', 'requestsPerSecond'],
    ['costlyRequestBurst', 'requestBurst'],
  ] as const;
  return pairs
    .filter(([costly, any]) => settings[costly] > settings[any])
    .map(([costly, any]) => `${costly}: is more than ${any} (${settings[any]}). Fix: lower it, or raise ${any}`);
}

function wrongOperation({ alarms, alarmEmail, releaseShifting, profile, ...settings }: Settings): string[] {
  const wrong: string[] = [];
  if (releaseShifting !== 'all-at-once' && profile !== 'full') {
    wrong.push(
      'profile: must be full, because alarms of the steps roll a shifted release back. ' +
        'Fix: set it to full, or releaseShifting to all-at-once',
    );
  }
  if (releaseShifting !== 'all-at-once' && !alarms) {
    wrong.push(
      'alarms: must be true, because alarms roll a shifted release back. ' +
        'Fix: set it to true, or releaseShifting to all-at-once',
    );
  }
  if (alarmEmail !== undefined && !alarms) {
    wrong.push('alarmEmail: has no effect while alarms is false. Fix: remove it, or set alarms to true');
  }
  const { provisionedConcurrency, reservedConcurrency = Infinity } = settings;
  if (provisionedConcurrency > reservedConcurrency) {
    wrong.push(
      `provisionedConcurrency: is more than reservedConcurrency (${reservedConcurrency}). ` +
        'Fix: lower it, or raise reservedConcurrency',
    );
  }
  return wrong;
}

function onlyForTheLaptop(settings: Settings): string[] {
  const wrong: string[] = [];
  const testKey = PUBLIC_TEST_SITE_KEYS.find(({ pattern }) => pattern.test(settings.captchaSiteKey ?? ''));
  if (testKey !== undefined) {
    wrong.push(
      `captchaSiteKey: is ${testKey.owner}'s public test key, which lets every robot pass. ` +
        `Fix: create your own key pair at ${testKey.console}`,
    );
  }
  const plain = (value: string | undefined) => value?.startsWith('http:') === true;
  for (const name of urlSettings) {
    if (plain(settings[name])) wrong.push(`${name}: ${HTTPS_ONLY}`);
  }
  if (settings.returnUrls.some(plain)) wrong.push(`returnUrls: each ${HTTPS_ONLY}`);
  if (settings.allowedOrigins.some(plain)) {
    wrong.push(`allowedOrigins: each ${HTTPS_ONLY}`);
  }
  if (settings.webhookAllowedNetworks !== undefined) {
    wrong.push(
      `webhookAllowedNetworks: is only for the ${LAPTOP} stage; elsewhere the functions call only public addresses. ` +
        'Fix: remove it',
    );
  }
  return wrong;
}

import type { DirectoryName } from '../../functions/operations/fields.ts';
import { wrongBrand } from '../brand/brand.ts';
import { liesIn, ownHostsOf, senderDomainOf } from './domain-names.ts';
import type { Settings } from './schema.ts';

/** The rules between a setting and its stage, or between two settings. Each wrong one is told with its name and the mend. */

/** The one stage that runs without AWS: only there may an origin be http, or a public test key judge humans. */
const LAPTOP = 'laptop';

/** The stage whose deletion may delete nothing. */
const PROD = 'prod';

/** The test keys that Google and Cloudflare publish: their widgets and their secrets pass everybody. */
const PUBLIC_TEST_SITE_KEYS = [
  {
    owner: 'Google',
    pattern: /^6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI$/,
    fix: 'https://www.google.com/recaptcha/admin',
  },
  {
    owner: 'Cloudflare',
    pattern: /^[123]x0{20}[A-F]{2}$/i,
    fix: 'https://dash.cloudflare.com/?to=/:account/turnstile',
  },
];

const urlSettings = [
  'siteUrl',
  'apiUrl',
  'loginUrl',
  'captchaScriptUrl',
  'captchaVerifyUrl',
  'breachedPasswordsUrl',
  'webhookUrl',
] as const;

/** Every rule that the settings break. */
export function wrongTogether(settings: Settings): string[] {
  const wrong = [
    ...wrongNames(settings),
    ...wrongBrand(settings),
    ...wrongCaptcha(settings),
    ...wrongDirectory(settings),
    ...wrongPasswords(settings),
    ...wrongRates(settings),
    ...wrongOperation(settings),
  ];
  if (settings.stage === PROD && !settings.retainData) {
    wrong.push(`retainData: must be true in the ${PROD} stage, whose deletion may delete no table, secret or log`);
  }
  return settings.stage === LAPTOP ? wrong : [...wrong, ...onlyForTheLaptop(settings)];
}

function wrongNames(settings: Settings): string[] {
  const wrong: string[] = [];
  if (settings.siteCertificateArn !== undefined && settings.siteUrl === undefined) {
    wrong.push('siteUrl: is missing; siteCertificateArn says that there is a host of your own');
  }
  if (settings.apiCertificateArn !== undefined && settings.apiUrl === undefined) {
    wrong.push('apiUrl: is missing; apiCertificateArn says that there is a host of your own');
  }
  const sender = senderDomainOf(settings);
  const { mailFromDomain } = settings;
  if (mailFromDomain !== undefined && (mailFromDomain === sender || !liesIn(mailFromDomain, sender))) {
    wrong.push(
      `mailFromDomain: must be a subdomain of ${sender}, the domain of senderAddress, such as bounce.${sender}`,
    );
  }
  return [...wrong, ...wrongZone(settings)];
}

function wrongZone(settings: Settings): string[] {
  const { hostedZoneId, hostedZoneName } = settings;
  if (hostedZoneId === undefined && hostedZoneName === undefined) return [];
  if (hostedZoneId === undefined) return ['hostedZoneId: is missing; hostedZoneName says that there is a zone'];
  if (hostedZoneName === undefined) return ['hostedZoneName: is missing; hostedZoneId says that there is a zone'];
  const { site, api } = ownHostsOf(settings);
  const names = [site, api, senderDomainOf(settings)].filter((name) => name !== undefined);
  if (names.some((name) => liesIn(name, hostedZoneName))) return [];
  return [
    `hostedZoneName: ${names.join(', ')} do not lie in ${hostedZoneName}; name the zone that holds one of them, or leave hostedZoneId and hostedZoneName out`,
  ];
}

function wrongCaptcha({ captchaProvider, captchaProjectId }: Settings): string[] {
  if (captchaProvider !== 'recaptcha-enterprise' || captchaProjectId !== undefined) return [];
  return ['captchaProjectId: is missing; recaptcha-enterprise asks for the Google Cloud project of the site key'];
}

/** A hash by scrypt takes about half a second; setting a password has to end before the function does. */
const SCRYPT_HISTORY = 8;

function wrongPasswords({ passwordHash, passwordHistory }: Settings): string[] {
  if (passwordHash !== 'scrypt' || passwordHistory <= SCRYPT_HISTORY) return [];
  return [
    `passwordHistory: must be ${SCRYPT_HISTORY} or less with passwordHash scrypt, which takes half a second for each`,
  ];
}

/** The settings of one directory: it needs them, and with any other they would be without effect. */
const SETTINGS_OF_DIRECTORY: { readonly [Name in DirectoryName]: { readonly [Setting in keyof Settings]?: string } } = {
  'built-in': {},
  cognito: { cognitoUserPoolId: 'the ID of a user pool in this account and region' },
  webhook: { webhookUrl: 'the URL of your own directory, such as https://accounts.example.com/password-reset' },
  ldap: {
    ldapUrls: 'the servers, such as ldaps://dc1.corp.example.com',
    ldapKind: 'active-directory or rfc3062',
    ldapBaseDn: 'the DN below which the accounts are, such as dc=corp,dc=example,dc=com',
    ldapBindDn: 'the DN of the service account',
  },
};

/** What one directory may have, and any other may not. */
const OPTIONAL_OF_DIRECTORY: { readonly [Setting in keyof Settings]?: DirectoryName } = {
  webhookAllowedNetworks: 'webhook',
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
    wrong.push(`loginUrl: is missing; with directory ${directory} people log in elsewhere, so say where LOGIN leads`);
  }
  for (const [name, itsSettings] of Object.entries(SETTINGS_OF_DIRECTORY)) {
    for (const [setting, what] of Object.entries(itsSettings)) {
      const given = settings[setting as keyof Settings] !== undefined;
      if (name === directory && !given) wrong.push(`${setting}: is missing; directory ${name} asks for ${what}`);
      if (name !== directory && given) {
        wrong.push(`${setting}: is for directory ${name} alone; leave it out, or set directory to ${name}`);
      }
    }
  }
  for (const [setting, name] of Object.entries(OPTIONAL_OF_DIRECTORY)) {
    if (directory !== name && settings[setting as keyof Settings] !== undefined) {
      wrong.push(`${setting}: is for directory ${name} alone; leave it out, or set directory to ${name}`);
    }
  }
  const { vpcSubnetIds, vpcSecurityGroupIds } = settings;
  if (vpcSubnetIds !== undefined && vpcSecurityGroupIds === undefined) {
    wrong.push('vpcSecurityGroupIds: is missing; vpcSubnetIds says that the functions run in a VPC');
  }
  if (vpcSecurityGroupIds !== undefined && vpcSubnetIds === undefined) {
    wrong.push('vpcSubnetIds: is missing; vpcSecurityGroupIds says that the functions run in a VPC');
  }
  return wrong;
}

function wrongRates(settings: Settings): string[] {
  const pairs = [
    ['costlyRequestsPerSecond', 'requestsPerSecond'],
    ['costlyRequestBurst', 'requestBurst'],
  ] as const;
  return pairs
    .filter(([costly, any]) => settings[costly] > settings[any])
    .map(([costly, any]) => `${costly}: is more than ${any} allows (${settings[any]}); lower it, or raise ${any}`);
}

function wrongOperation({ alarms, alarmEmail, releaseShifting, ...settings }: Settings): string[] {
  const wrong: string[] = [];
  if (releaseShifting !== 'all-at-once' && !alarms) {
    wrong.push('alarms: must be true, or releaseShifting all-at-once; alarms are what a release is turned back by');
  }
  if (alarmEmail !== undefined && !alarms) {
    wrong.push('alarmEmail: nobody would be mailed, for alarms is false; leave it out, or set alarms to true');
  }
  const { provisionedConcurrency, reservedConcurrency = Infinity } = settings;
  if (provisionedConcurrency > reservedConcurrency) {
    wrong.push(
      `provisionedConcurrency: is more than reservedConcurrency allows (${reservedConcurrency}); lower it, or raise reservedConcurrency`,
    );
  }
  return wrong;
}

function onlyForTheLaptop(settings: Settings): string[] {
  const wrong: string[] = [];
  const testKey = PUBLIC_TEST_SITE_KEYS.find(({ pattern }) => pattern.test(settings.captchaSiteKey));
  if (testKey !== undefined) {
    wrong.push(
      `captchaSiteKey: is ${testKey.owner}'s public test key, which lets every robot pass; create a key pair of your own at ${testKey.fix}`,
    );
  }
  const plain = (value: string | undefined) => value?.startsWith('http:') === true;
  for (const name of urlSettings) {
    if (plain(settings[name])) wrong.push(`${name}: must begin with https:// (http is for the ${LAPTOP} stage alone)`);
  }
  if (settings.allowedOrigins.some(plain)) {
    wrong.push(`allowedOrigins: each must begin with https:// (http is for the ${LAPTOP} stage alone)`);
  }
  if (settings.webhookAllowedNetworks !== undefined) {
    wrong.push(
      `webhookAllowedNetworks: must be left out; the functions reach public addresses alone, and what else there is could be the function itself (for the ${LAPTOP} stage alone)`,
    );
  }
  return wrong;
}

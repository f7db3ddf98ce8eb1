import { rootCertificates } from 'node:tls';
import { checkSettings } from '../../lib/settings/check.ts';
import type { StageSettings } from '../../lib/settings/stage-settings.ts';
import { dev } from '../../lib/settings/stages/dev.ts';
import { laptop } from '../../lib/settings/stages/laptop.ts';
import { prod } from '../../lib/settings/stages/prod.ts';
import { staging } from '../../lib/settings/stages/staging.ts';

/** Five certificates in PEM. */
const ROOTS = rootCertificates.slice(0, 5);

type Overrides = Record<string, unknown>;

const refusedWith = (stage: StageSettings, overrides: Overrides): string => {
  try {
    checkSettings(stage, overrides);
  } catch (error) {
    return String(error);
  }
  return 'accepted';
};

const webhook = {
  directory: 'webhook',
  webhookUrl: 'https://accounts.example.com/password-reset',
  loginUrl: 'https://accounts.example.com/login',
};
const ldap = {
  directory: 'ldap',
  ldapUrls: 'ldaps://dc1.corp.example.com,ldaps://dc2.corp.example.com:3269',
  ldapKind: 'active-directory',
  ldapBaseDn: 'dc=corp,dc=example,dc=com',
  ldapBindDn: 'CN=Password Reset,OU=Services,DC=corp,DC=example,DC=com',
  loginUrl: 'https://accounts.example.com/login',
};
const subnets = { vpcSubnetIds: 'subnet-0123456789abcdef0,subnet-0123456789abcdef1' };
const zone = { hostedZoneId: 'Z0123456789', hostedZoneName: 'example.com' };

describe('a wrong setting is named with its fix', () => {
  test.each<[string, StageSettings, Overrides, string]>([
    [
      'a zone without its name',
      dev,
      { hostedZoneId: zone.hostedZoneId },
      'hostedZoneName: is missing, but hostedZoneId',
    ],
    ['a zone without its ID', dev, { hostedZoneName: 'example.com' }, 'hostedZoneId: is missing, but hostedZoneName'],
    [
      'a zone that holds none of the names',
      prod,
      { ...zone, hostedZoneName: 'example.org' },
      'hostedZoneName: no host of this stage is in example.org (login.example.com, api.login.example.com, example.com). Fix: ',
    ],
    [
      'a zone whose name is only the end of a name',
      dev,
      { ...zone, hostedZoneName: 'ample.com' },
      'hostedZoneName: no host of this stage is in ample.com (dev.example.com)',
    ],
    ['an ID that is no zone', dev, { ...zone, hostedZoneId: '/hostedzone/Z1' }, 'hostedZoneId: must be the ID of'],
    ['a zone with a dot', dev, { ...zone, hostedZoneName: 'example.com.' }, 'hostedZoneName: must be a domain name'],
    [
      'MAIL FROM elsewhere',
      dev,
      { mailFromDomain: 'bounce.example.org' },
      'mailFromDomain: must be a subdomain of dev.example.com, the domain of senderAddress. Fix: use one such as bounce.dev.example.com',
    ],
    ['MAIL FROM the sender itself', dev, { mailFromDomain: 'dev.example.com' }, 'mailFromDomain: must be a subdomain'],
    ['MAIL FROM a look-alike', dev, { mailFromDomain: 'xdev.example.com' }, 'mailFromDomain: must be a subdomain'],
    ['MAIL FROM an address', dev, { mailFromDomain: 'a@dev.example.com' }, 'mailFromDomain: must be a domain name'],
    ['a directory that is not there', dev, { directory: 'nis' }, 'directory: '],
    [
      'Cognito without a pool',
      prod,
      { directory: 'cognito' },
      'cognitoUserPoolId: is missing. Fix: set it to the ID of a user pool in this account and region',
    ],
    [
      'a login page that is not there',
      dev,
      { directory: 'cognito', cognitoUserPoolId: 'eu-central-1_AbCdEf123' },
      'loginUrl: is missing, and directory cognito has no hosted login page. Fix: set it to the page that LOGIN leads to',
    ],
    [
      'a login page that runs a script',
      dev,
      { loginUrl: 'javascript:alert(1)' },
      'loginUrl: must be the URL of a page such as https://www.example.com/login, or of an application such as myapp://',
    ],
    [
      'a login page without a scheme',
      dev,
      { loginUrl: 'www.example.com/login' },
      'loginUrl: must be the URL of a page',
    ],
    [
      'a page to return to in the clear',
      dev,
      { returnUrls: 'http://shop.example/' },
      'returnUrls: each must begin with',
    ],
    ['a page to return to that is none', dev, { returnUrls: 'https://a.example,data:x' }, 'returnUrls'],
    [
      'a pool beside the built-in directory',
      dev,
      { cognitoUserPoolId: 'eu-central-1_AbCdEf123' },
      'cognitoUserPoolId: has an effect only with directory cognito. Fix: remove it, or set directory to cognito',
    ],
    [
      'a webhook without its URL',
      prod,
      { directory: 'webhook', loginUrl: 'https://accounts.example.com' },
      'webhookUrl: is missing. Fix: set it to the URL of your directory, such as https://',
    ],
    [
      'the URL of a webhook beside another directory',
      dev,
      { webhookUrl: 'https://accounts.example.com' },
      'webhookUrl: has an effect only with directory webhook. Fix: remove it, or set directory to webhook',
    ],
    [
      'a webhook in the clear',
      prod,
      { ...webhook, webhookUrl: 'http://accounts.example.com' },
      'webhookUrl: must begin with https://',
    ],
    [
      'a webhook with a slash at the end',
      prod,
      { ...webhook, webhookUrl: `${webhook.webhookUrl}/` },
      'webhookUrl: must be a URL such as',
    ],
    [
      'a webhook with a query',
      prod,
      { ...webhook, webhookUrl: `${webhook.webhookUrl}?key=1` },
      'webhookUrl: must be a URL such as',
    ],
    [
      'a webhook with a password',
      prod,
      { ...webhook, webhookUrl: 'https://a:b@example.com' },
      'webhookUrl: must be a URL such as',
    ],
    [
      'a network for a webhook that is not on a laptop',
      prod,
      { ...webhook, webhookAllowedNetworks: '10.0.0.0/8' },
      'webhookAllowedNetworks: is only for the laptop stage; elsewhere the functions call only public addresses',
    ],
    [
      'a network beside another directory',
      laptop,
      { webhookAllowedNetworks: '127.0.0.1/32' },
      'webhookAllowedNetworks: has an effect only with directory webhook',
    ],
    [
      'a network that is an address',
      laptop,
      { ...webhook, webhookAllowedNetworks: '127.0.0.1' },
      'webhookAllowedNetworks.0: must be a network such as',
    ],
    ['LDAP without servers', prod, { ...ldap, ldapUrls: undefined }, 'ldapUrls: is missing. Fix: set it to the URLs'],
    [
      'LDAP without its kind',
      prod,
      { ...ldap, ldapKind: undefined },
      'ldapKind: is missing. Fix: set it to active-directory',
    ],
    ['LDAP without a base', prod, { ...ldap, ldapBaseDn: undefined }, 'ldapBaseDn: is missing. Fix: set it to the DN'],
    [
      'LDAP that binds as nobody',
      prod,
      { ...ldap, ldapBindDn: undefined },
      'ldapBindDn: is missing. Fix: set it to the DN',
    ],
    [
      'LDAP in the clear',
      laptop,
      { ...ldap, ldapUrls: 'ldap://dc1.example.com' },
      'ldapUrls.0: must be a URL such as ldaps://',
    ],
    [
      'more servers than one would try',
      prod,
      { ...ldap, ldapUrls: Array(5).fill('ldaps://a.example') },
      'ldapUrls: must be 1 to 4',
    ],
    ['a base that is a name', prod, { ...ldap, ldapBaseDn: 'corp.example.com' }, 'ldapBaseDn: must be a DN such as'],
    [
      'a filter without its parentheses',
      prod,
      { ...ldap, ldapFilter: 'uid=*' },
      'ldapFilter: must be an LDAP filter in',
    ],
    ['a filter that does not end', prod, { ...ldap, ldapFilter: '(&(uid=*)' }, 'ldapFilter: must be an LDAP filter in'],
    [
      'an attribute that is a filter',
      prod,
      { ...ldap, ldapUserIdAttribute: 'uid=*' },
      'ldapUserIdAttribute.0: must be the name',
    ],
    [
      'more attributes with user IDs than a search takes',
      prod,
      { ...ldap, ldapUserIdAttribute: 'uid,mail,cn,sn,title' },
      'ldapUserIdAttribute: must be 1 to 4 attributes',
    ],
    ['a domain with its separator', prod, { ...ldap, ldapDomain: 'CORP\\' }, 'ldapDomain: must be the name'],
    [
      'a domain beside another directory',
      dev,
      { ldapDomain: 'CORP' },
      'ldapDomain: has an effect only with directory ldap',
    ],
    [
      'the case of user IDs beside another directory',
      prod,
      { ...webhook, userIdCase: 'fold' },
      'userIdCase: has an effect only with directory built-in. Fix: remove it',
    ],
    [
      'addresses as user IDs beside a directory that decides it',
      prod,
      { ...webhook, addressAsUserId: 'true' },
      'addressAsUserId: has an effect only with directory built-in or ldap. Fix: remove it',
    ],
    ['an unknown comparison of user IDs', dev, { userIdCase: 'any' }, 'userIdCase: '],
    [
      'an authority that is a file',
      prod,
      { ...ldap, ldapCertificateAuthority: 'ca.pem' },
      'ldapCertificateAuthority: must be a certificate in PEM',
    ],
    ['subnets alone', prod, { ...ldap, ...subnets }, 'vpcSecurityGroupIds: is missing, but vpcSubnetIds is set'],
    [
      'a VPC without need',
      prod,
      subnets,
      'vpcSubnetIds: has an effect only with directory ldap. Fix: remove it, or set directory to ldap',
    ],
    [
      'a filter beside another directory',
      dev,
      { ldapFilter: '(uid=*)' },
      'ldapFilter: has an effect only with directory ldap',
    ],
    ['a pool by its name', prod, { cognitoUserPoolId: 'people' }, 'cognitoUserPoolId: must be the ID of a user pool'],
    [
      'a long memory of passwords that are slow to hash',
      dev,
      { passwordHash: 'scrypt', passwordHistory: '9' },
      'passwordHistory: must be at most 8 with passwordHash scrypt',
    ],
    [
      'an older algorithm that is the present one',
      dev,
      { formerPasswordHash: 'argon2id' },
      'formerPasswordHash: is the same as passwordHash',
    ],
    [
      'a network without a number',
      dev,
      { networkAllowances: '203.0.113.0/24' },
      'networkAllowances.0: must be a network and its calls in an hour, such as 203.0.113.0/24=200',
    ],
    [
      'the whole internet as an office',
      dev,
      { networkAllowances: '203.0.113.0/24=50,0.0.0.0/0=200' },
      'networkAllowances.1: 0.0.0.0/0 must have a prefix from /8 to /32 for IPv4',
    ],
    [
      'a network that may make no calls',
      dev,
      { networkAllowances: '2001:db8:1::/48=0' },
      'networkAllowances.0: 2001:db8:1::/48: the calls in an hour must be from 1 to 100000',
    ],
    ['a memory longer than any', dev, { passwordHistory: '25' }, 'passwordHistory: '],
    ['a flag that is neither', dev, { waf: 'yes' }, 'waf: must be true or false'],
    ['a sender with a second header', dev, { senderAddress: 'a@example.com\r\nBcc: b@example.com' }, 'senderAddress: '],
    ['a sender with other letters before the @', dev, { senderAddress: 'jürgen@example.com' }, 'senderAddress: '],
    ['answers to no address', dev, { replyTo: 'help' }, 'replyTo: must be an address such as help@example.com'],
    ['a name that passes for an address', dev, { senderName: 'ceo@example.com' }, 'senderName: must be 1 to 60'],
    ['a name with a line of its own', dev, { senderName: 'Bank\r\nBcc: b@example.com' }, 'senderName: must be 1 to 60'],
    ['an empty name', dev, { senderName: '' }, 'senderName: must be 1 to 60'],
    ['a rotation that is no name', prod, { originSecretRotation: 'today, at noon' }, 'originSecretRotation: must be 1'],
    ['pages that call neither host', prod, { pagesCall: 'both' }, 'pagesCall: '],
    ['fewer calls than WAF can count', prod, { wafRequestsPerMinute: '9' }, 'wafRequestsPerMinute: '],
    [
      'a web ACL of the region for CloudFront',
      prod,
      { siteWebAclArn: 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/a/b' },
      'siteWebAclArn: must be the ARN of a web ACL of the scope CLOUDFRONT in us-east-1',
    ],
    [
      'shifted releases without alarms',
      prod,
      { alarms: 'false' },
      'alarms: must be true, because alarms roll a shifted release back. Fix: ',
    ],
    [
      'an address for alarms that are not there',
      dev,
      { alarms: 'false', alarmEmail: 'on-call@example.com' },
      'alarmEmail: has no effect while alarms is false. Fix: remove it, or set alarms to true',
    ],
    [
      'more warm instances than may run',
      dev,
      { provisionedConcurrency: '6', reservedConcurrency: '5' },
      'provisionedConcurrency: is more than reservedConcurrency (5). Fix: lower it, or raise reservedConcurrency',
    ],
    [
      'costly steps that get more than the others',
      dev,
      { requestsPerSecond: '10' },
      'costlyRequestsPerSecond: is more than requestsPerSecond (10). Fix: lower it, or raise requestsPerSecond',
    ],
    [
      'a burst of costly steps above the others',
      dev,
      { costlyRequestBurst: '201' },
      'costlyRequestBurst: is more than requestBurst (200)',
    ],
    ['no concurrency at all', dev, { reservedConcurrency: '0' }, 'reservedConcurrency: '],
    ['a key that is neither', dev, { customerManagedKey: 'alias/mine' }, 'customerManagedKey: must be true or false'],
    [
      'production to throw away',
      prod,
      { retainData: 'false' },
      'retainData: must be true in the prod stage, whose deletion may delete no data. Fix: remove it',
    ],
    [
      'protection of what is not kept',
      dev,
      { deletionProtection: 'true' },
      'deletionProtection: needs retainData. Fix: remove it, or set retainData to true',
    ],
  ])('%s', (_, stage, overrides, message) => {
    expect(refusedWith(stage, overrides)).toContain(`\n  ${message}`);
  });

  test('all of them at once', () => {
    const overrides = { hostedZoneId: 'Z1', mailFromDomain: 'example.org', requestsPerSecond: 1, retainData: false };
    expect(
      refusedWith(prod, { ...overrides, hostedZoneName: undefined })
        .split('\n')
        .slice(1),
    ).toEqual([
      expect.stringContaining('mailFromDomain: '),
      expect.stringContaining('hostedZoneName: '),
      expect.stringContaining('costlyRequestsPerSecond: '),
      expect.stringContaining('retainData: '),
    ]);
  });
});

test.each<[string, StageSettings, Overrides]>([
  ['a zone above the sender', dev, zone],
  ['a zone that is the sender', dev, { ...zone, hostedZoneName: 'dev.example.com' }],
  ['MAIL FROM two levels below', dev, { mailFromDomain: 'a.bounce.dev.example.com' }],
  ['MAIL FROM a sender in upper case', dev, { senderAddress: 'a@EXAMPLE.com', mailFromDomain: 'bounce.example.com' }],
  ['a name of other letters', dev, { senderName: 'Müller & Söhne (示例)', replyTo: 'help@example.com' }],
  ['LDAP with two servers', prod, ldap],
  ['LDAP with five private authorities', prod, { ...ldap, ldapCertificateAuthority: ROOTS.join('\n') }],
  ['one from the command line', prod, { ...ldap, ldapCertificateAuthority: ROOTS[0]?.replaceAll('\n', '\\n') }],
  ['LDAP in a VPC', prod, { ...ldap, ...subnets, vpcSecurityGroupIds: 'sg-0123456789abcdef0' }],
  ['every setting as text, as the command line gives it', dev, { waf: 'true', reservedConcurrency: '5' }],
])('%s is accepted', (_, stage, overrides) => {
  expect(refusedWith(stage, overrides)).toBe('accepted');
});

test('line ends of a certificate from the command line are those of the file', () => {
  const [pem = ''] = ROOTS;
  const given = checkSettings(prod, { ...ldap, ldapCertificateAuthority: pem.replaceAll('\n', '\\n') });
  expect(given.ldapCertificateAuthority).toBe(pem);
});

test('the domain of a sender is taken as A-labels, as SES wants it', () => {
  const settings = checkSettings(dev, { senderAddress: 'info@münchen.example', replyTo: 'help@EXAMPLE.com' });
  expect(settings).toMatchObject({ senderAddress: 'info@xn--mnchen-3ya.example', replyTo: 'help@EXAMPLE.com' });
});

test('only production has a firewall by itself', () => {
  const waf = [dev, staging, prod, laptop].map((stage) => [stage.stage, checkSettings(stage).waf]);
  expect(waf).toEqual([
    ['dev', false],
    ['staging', false],
    ['prod', true],
    ['laptop', false],
  ]);
  expect(checkSettings(prod)).toMatchObject({ retainData: true, customerManagedKey: true, directory: 'built-in' });
});

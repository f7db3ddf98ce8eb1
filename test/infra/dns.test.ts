import type { Template } from 'aws-cdk-lib/assertions';
import { prod as prodSettings } from '../../lib/settings/stages/prod.ts';
import { only, resources, synthesized } from './synthesized.ts';

interface RecordProperties {
  readonly Name: unknown;
  readonly Type: string;
  readonly HostedZoneId: string;
  readonly AliasTarget?: { readonly DNSName: unknown };
  readonly ResourceRecords?: unknown[];
}

const recordsOf = (template: Template) =>
  resources<RecordProperties>(template, 'AWS::Route53::RecordSet').map(([, { Properties }]) => Properties);

const outputsOf = (template: Template) =>
  Object.fromEntries(
    Object.entries(template.findOutputs('*'))
      .filter(([id]) => id.startsWith('Dns'))
      .map(([id, { Value }]) => [id, JSON.stringify(Value)]),
  );

const logicalId = (template: Template, type: string) => only(Object.keys(template.findResources(type)));

const prod = synthesized('prod');
const dkimNames = (template: Template) =>
  [1, 2, 3].map((number) => ({
    'Fn::GetAtt': [logicalId(template, 'AWS::SES::EmailIdentity'), `DkimDNSTokenName${number}`],
  }));

test('the names of pages and API point to CloudFront and API Gateway', () => {
  const hosts = recordsOf(prod).filter(({ AliasTarget }) => AliasTarget !== undefined);
  const distribution = { 'Fn::GetAtt': [logicalId(prod, 'AWS::CloudFront::Distribution'), 'DomainName'] };
  const api = { 'Fn::GetAtt': [logicalId(prod, 'AWS::ApiGateway::DomainName'), 'RegionalDomainName'] };
  expect(hosts.map(({ Name, Type, AliasTarget }) => [Name, Type, AliasTarget?.DNSName])).toEqual([
    ['login.example.com.', 'A', distribution],
    ['login.example.com.', 'AAAA', distribution],
    ['api.login.example.com.', 'A', api],
  ]);
});

test("the sender's domain has its DKIM records, and its MAIL FROM domain points to SES", () => {
  const mail = recordsOf(prod).filter(({ ResourceRecords }) => ResourceRecords !== undefined);
  const cname = dkimNames(prod).map((name) => [{ 'Fn::Join': ['', [name, '.']] }, 'CNAME']);
  expect(mail.map(({ Name, Type }) => [Name, Type])).toEqual([
    ...cname,
    ['bounce.example.com.', 'MX'],
    ['bounce.example.com.', 'TXT'],
  ]);
  expect(mail.slice(3).map(({ ResourceRecords }) => ResourceRecords)).toEqual([
    [{ 'Fn::Join': ['', ['10 feedback-smtp.', { Ref: 'AWS::Region' }, '.amazonses.com']] }],
    ['"v=spf1 include:amazonses.com ~all"'],
  ]);
  expect(() =>
    prod.hasResourceProperties('AWS::SES::EmailIdentity', {
      EmailIdentity: 'example.com',
      MailFromAttributes: { MailFromDomain: 'bounce.example.com' },
    }),
  ).not.toThrow();
});

test('all records are in the zone of the settings, and no record is an output', () => {
  expect(new Set(recordsOf(prod).map(({ HostedZoneId }) => HostedZoneId))).toEqual(new Set(['Z00000000000000000000']));
  expect(outputsOf(prod)).toEqual({});
});

test('records outside of the zone are outputs', () => {
  const template = synthesized('prod', { hostedZoneName: 'login.example.com' });
  expect(recordsOf(template).map(({ Name }) => Name)).toEqual([
    'login.example.com.',
    'login.example.com.',
    'api.login.example.com.',
  ]);
  expect(Object.keys(outputsOf(template))).toEqual([
    'DnsDkim1',
    'DnsDkim2',
    'DnsDkim3',
    'DnsMailFromMx',
    'DnsMailFromSpf',
  ]);
  expect(outputsOf(template)['DnsMailFromSpf']).toBe(
    JSON.stringify('bounce.example.com TXT "v=spf1 include:amazonses.com ~all"'),
  );
});

test('without a zone all records are outputs', () => {
  const { siteUrl, siteCertificateArn, apiUrl, apiCertificateArn } = prodSettings;
  const template = synthesized('staging', { siteUrl, siteCertificateArn, apiUrl, apiCertificateArn });
  expect(recordsOf(template)).toEqual([]);
  expect(outputsOf(template)).toMatchObject({
    DnsSite: expect.stringContaining('login.example.com CNAME '),
    DnsApi: expect.stringContaining('api.login.example.com CNAME '),
    DnsDkim1: expect.stringContaining(JSON.stringify(dkimNames(template)[0])),
  });
});

test('a stage under the names that AWS gives has only the records of its sender', () => {
  expect(Object.keys(outputsOf(synthesized('staging')))).toEqual(['DnsDkim1', 'DnsDkim2', 'DnsDkim3']);
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { environmentSize, longestOf, MAXIMUM_ENVIRONMENT, splitEnvironment } from '../../lib/limits/environment.ts';
import { type CheckedTemplate, LIMITS, overLimits } from '../../lib/limits/template.ts';
import { stageNames } from '../../lib/settings/stages/index.ts';
import { variablesRead } from './directory-uses.ts';
import { functionsOf, synthesized } from './synthesized.ts';

const checked = (stage: string, overrides: Record<string, unknown> = {}) =>
  overLimits(synthesized(stage, overrides).toJSON() as CheckedTemplate);

const origins = (count: number) =>
  Array.from({ length: count }, (_, index) => `https://shop-${index}.customer-of-the-bank.example`).join(',');

const CUSTOM_DOMAIN = { siteUrl: 'https://login.example.com' };

describe('templates', () => {
  test.each(stageNames)('that of %s exceeds no limit of AWS', (stage) => {
    expect(checked(stage)).toEqual([]);
  });

  test('neither does that of prod with LDAP, five authorities, every protection and a hundred origins', () => {
    const found = checked('prod', {
      directory: 'ldap',
      ldapUrls: 'ldaps://dc1.corp.example.com,ldaps://dc2.corp.example.com',
      ldapKind: 'active-directory',
      ldapBaseDn: 'dc=corp,dc=example,dc=com',
      ldapBindDn: 'CN=Password Reset,DC=corp,DC=example,DC=com',
      vpcSubnetIds: 'subnet-0123456789abcdef0',
      vpcSecurityGroupIds: 'sg-0123456789abcdef0',
      ldapCertificateAuthority: rootCertificates.slice(0, 5).join('\n'),
      deletionProtection: 'true',
      allowedOrigins: origins(100),
    });
    expect(found).toEqual([]);
  });

  test('origins that cannot travel in the bundle are refused with the function, the variable and the setting', () => {
    expect(() => synthesized('staging', { allowedOrigins: origins(100) })).toThrow(
      /^The stage "staging" does not fit into limits of AWS:\n {2}the function password-reset-staging-[\w-]+: has \d{4} bytes of variables; the maximum of Lambda is 4096\. Fix: shorten the largest: (ALLOWED_ORIGINS|CAPTCHA_HOSTNAMES) \(\d{4} bytes, setting allowedOrigins; with siteUrl set they travel in the bundle\), \w+ \(\d+ bytes/,
    );
  });

  const withOnly = (Type: string, Properties: Record<string, unknown>): CheckedTemplate => ({
    Resources: { One: { Type, Properties } },
  });

  test('too many resources and outputs, and too many bytes', () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`R${index}`, {}]));
    const resource = { Type: 'AWS::SNS::Topic', Properties: {} };
    const Resources = Object.fromEntries(Object.keys(many(501)).map((id) => [id, resource]));
    expect(overLimits({ Resources, Outputs: many(201) })).toEqual([
      'the stack: has 501 resources; the maximum of CloudFormation is 500. Fix: give PasswordReset a stack of its own, or leave a part out (profile, alarms, auditArchive, waf)',
      'the stack: has 201 outputs; the maximum of CloudFormation is 200. Fix: remove some',
    ]);
    expect(overLimits(withOnly('AWS::SNS::Topic', { TopicName: 'x'.repeat(LIMITS.template) }))).toEqual([
      expect.stringMatching(/^the template: has \d+ bytes; the maximum of CloudFormation is 1048576\. Fix: \w/),
    ]);
  });

  test('inline policies of a role, its own and those attached to it, in sum', () => {
    const document = (Resource: unknown) => ({ Statement: [{ Action: 'sqs:SendMessage', Resource }] });
    const attached = (role: string, length: number) => ({
      Type: 'AWS::IAM::Policy',
      Properties: { Roles: [{ Ref: role }], PolicyDocument: document('x'.repeat(length)) },
    });
    const Role = {
      Type: 'AWS::IAM::Role',
      Properties: { Policies: [{ PolicyDocument: document('x'.repeat(5000)) }] },
    };
    const template = (length: number) => ({ Resources: { Role, P: attached('Role', length), Q: attached('X', 9999) } });
    expect(overLimits(template(5000))).toEqual([]);
    expect(overLimits(template(5200))).toEqual([
      expect.stringMatching(
        /^the role Role: has 10\d{3} characters of inline policies; the maximum of IAM is 10240\. Fix: grant it less$/,
      ),
    ]);
    const references = Array.from({ length: 90 }, () => ({ 'Fn::GetAtt': ['Queue', 'Arn'] }));
    expect(overLimits(withOnly('AWS::IAM::Role', { Policies: [{ PolicyDocument: document(references) }] }))).toEqual([
      expect.stringContaining('characters of inline policies'),
    ]);
    expect(overLimits(withOnly('AWS::IAM::Role', { AssumeRolePolicyDocument: document('x'.repeat(2048)) }))).toEqual([
      expect.stringContaining('characters of trust policy'),
    ]);
  });

  test('widgets and metrics of a dashboard', () => {
    const body = (widgets: number, metrics: number) => {
      const widget = { properties: { metrics: Array.from({ length: metrics }, () => ['AWS/Lambda', 'Errors']) } };
      return { DashboardBody: JSON.stringify({ widgets: Array.from({ length: widgets }, () => widget) }) };
    };
    const found = (widgets: number, metrics: number) =>
      overLimits(withOnly('AWS::CloudWatch::Dashboard', body(widgets, metrics))).map((line) => line.slice(14));
    expect(found(500, 5)).toEqual([]);
    expect(found(501, 1)).toEqual([
      'One: has 501 widgets; the maximum of CloudWatch is 500. Fix: make two of it; where it is the one of PasswordReset, set dashboard to false',
    ]);
    expect(found(1, 501)).toEqual([
      'One: has 501 metrics in one widget; the maximum of CloudWatch is 500. Fix: make two of it; where it is the one of PasswordReset, set dashboard to false',
    ]);
    expect(found(6, 450)).toEqual([
      'One: has 2700 metrics; the maximum of CloudWatch is 2500. Fix: make two of it; where it is the one of PasswordReset, set dashboard to false',
    ]);
  });
});

describe('values that are known after the deployment', () => {
  test('have a bound that is longer than any of ours can be', () => {
    const longestSecret =
      'arn:aws-us-gov:secretsmanager:ap-northeast-1:123456789012:secret:password-reset/a-stage-of-20-bytes1/audit/subject-AbCdEf';
    expect(longestOf({ Ref: 'SecretsPepper' }).length).toBeGreaterThanOrEqual(longestSecret.length);
    expect(longestOf({ 'Fn::Join': ['/', ['https:/', { Ref: 'AWS::Region' }]] })).toBe('https://ap-northeast-1');
  });

  test('sizes are those of the JSON that Lambda measures', () => {
    expect(environmentSize({ A: 'b"', C: '\n', D: 'ü' })).toBe('{"A":"b\\"","C":"\\n","D":"??"}'.length);
  });
});

/** Variables of `who-am-i`, but for the one that is long. */
const WHO_AM_I = Object.fromEntries(
  variablesRead('who-am-i', 'built-in')
    .filter((name) => name !== 'ALLOWED_ORIGINS')
    .map((name) => [name, name === 'USER_ID_CASE' ? 'exact' : 'x']),
);

describe('long variables', () => {
  const split = (variables: Record<string, string>) =>
    splitEnvironment(variables, (value) => (value.startsWith('${') ? { Ref: 'Later' } : value));

  test('stay in the environment where they fit', () => {
    const variables = { A: 'x'.repeat(4096 - '{"A":""}'.length) };
    expect(split(variables)).toEqual({ inEnvironment: variables, inBundle: {} });
  });

  test('move into the bundle, the longest first and no more than needed', () => {
    const A = 'a'.repeat(2000);
    const B = 'b'.repeat(3000);
    expect(split({ A, B, C: 'c' })).toEqual({
      inEnvironment: { LONG_VARIABLES: 'environment.json', A, C: 'c' },
      inBundle: { B },
    });
  });

  test('stay where their value is known only after the deployment', () => {
    const variables = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`V${index}`, '${Token}']));
    expect(split(variables).inBundle).toEqual({});
    expect(environmentSize(split({ ...variables, A: 'a' }).inEnvironment)).toBeLessThan(40 * 150);
  });

  test('of a stage are in the files of its functions, and the functions that fit have none', () => {
    const template = synthesized('prod', { ...CUSTOM_DOMAIN, allowedOrigins: origins(100) });
    const functions = [...functionsOf(template, 'prod')];
    const long = functions.filter(([, { Environment }]) => 'LONG_VARIABLES' in Environment.Variables);
    expect(long.map(([name]) => name)).toContain('start-reset');
    expect(long.map(([name]) => name)).not.toContain('audit-consumer');
    for (const [, { Environment }] of functions) {
      expect(environmentSize(Environment.Variables)).toBeLessThanOrEqual(MAXIMUM_ENVIRONMENT);
    }
  });

  test('are in a file beside the module', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'long-variables-'));
    try {
      const folder = native.bundleWith({ ALLOWED_ORIGINS: origins(100) }, outdir);
      // The module reads its variables when it is loaded.
      const load = (variables: Record<string, string>) =>
        spawnSync(process.execPath, [join(folder, 'index.mjs')], {
          encoding: 'utf8',
          env: { ...WHO_AM_I, ...variables, NODE_OPTIONS: '' },
        });
      expect(load({})).toMatchObject({ status: 1, stderr: expect.stringContaining('ALLOWED_ORIGINS is missing') });
      expect(load({ LONG_VARIABLES: 'environment.json' })).toMatchObject({ status: 0, stderr: '' });
      expect(JSON.parse(readFileSync(join(folder, 'environment.json'), 'utf8'))).toEqual({
        ALLOWED_ORIGINS: origins(100),
      });
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});

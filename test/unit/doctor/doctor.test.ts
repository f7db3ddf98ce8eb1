import { spawnSync } from 'node:child_process';
import { diagnose } from '../../../cli/doctor/diagnose.ts';
import { type Finding, reportOf, stops, SUBJECTS, type Subject } from '../../../cli/doctor/finding.ts';
import { type CheckedTemplate } from '../../../lib/limits/template.ts';
import { checkSettings } from '../../../lib/settings/check.ts';
import type { StageSettings } from '../../../lib/settings/stage-settings.ts';
import { type AccountContent, accountWith } from '../../../testkit/fakes/in-memory-account.ts';

const NOW = new Date('2026-11-29T12:00:00Z');
const ACCOUNT = '210987654321';
const SITE_CERTIFICATE = `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/site`;
const API_CERTIFICATE = `arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/api`;
const PAGE = `arn:aws:sns:eu-central-1:${ACCOUNT}:password-reset-prod-page`;
const TICKET = `arn:aws:sns:eu-central-1:${ACCOUNT}:password-reset-prod-ticket`;
const DKIM = 'a1._domainkey.nowhere-bank.eu';

const STAGE: StageSettings = {
  stage: 'prod',
  account: ACCOUNT,
  region: 'eu-central-1',
  productName: 'Bank of Nowhere',
  siteUrl: 'https://login.nowhere-bank.eu',
  siteCertificateArn: SITE_CERTIFICATE,
  apiUrl: 'https://api.nowhere-bank.eu/v1',
  apiCertificateArn: API_CERTIFICATE,
  senderAddress: 'no-reply@nowhere-bank.eu',
  captchaSiteKey: '6Lc-key-of-nowhere',
};

const TEMPLATE: CheckedTemplate = {
  Resources: {
    Resets: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'password-reset-prod-resets' } },
    Captcha: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'password-reset/prod/captcha' } },
    Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'nowhere-bank.eu' } },
    Verify: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: 'password-reset-prod-verify-otp', ReservedConcurrentExecutions: 50 },
    },
    Live: {
      Type: 'AWS::Lambda::Alias',
      Properties: { ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 5 } },
    },
  },
  Outputs: { DnsDkim1: {} },
};

const certificate = (name: string) => ({ state: 'ISSUED', names: [name], renews: true });

const DEPLOYED = {
  status: 'UPDATE_COMPLETE',
  outputs: { PageTopicArn: PAGE, TicketTopicArn: TICKET, DnsDkim1: `${DKIM} CNAME a1.dkim.amazonses.com` },
  resources: {
    Resets: { type: 'AWS::DynamoDB::Table', id: 'password-reset-prod-resets' },
    Captcha: { type: 'AWS::SecretsManager::Secret', id: 'arn:captcha' },
    Identity: { type: 'AWS::SES::EmailIdentity', id: 'nowhere-bank.eu' },
    Verify: { type: 'AWS::Lambda::Function', id: 'password-reset-prod-verify-otp' },
    VerifyVersion: {
      type: 'AWS::Lambda::Version',
      id: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:password-reset-prod-verify-otp:7`,
    },
    LogRole: { type: 'AWS::IAM::Role', id: 'PasswordReset-prod-LogRole' },
  },
};

/** An account with this stage, in which nothing is wrong. */
const HEALTHY: AccountContent = {
  caller: { account: ACCOUNT, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Deployer/jane` },
  region: 'eu-west-1',
  stacks: { CDKToolkit: {}, 'PasswordReset-prod': DEPLOYED },
  sending: { productionAccess: true, sendingEnabled: true },
  identities: { 'nowhere-bank.eu': { verified: true, dkim: 'SUCCESS' } },
  certificates: {
    [SITE_CERTIFICATE]: certificate('login.nowhere-bank.eu'),
    [API_CERTIFICATE]: certificate('*.nowhere-bank.eu'),
  },
  quota: { total: 1000, unreserved: 950 },
  reserved: { 'password-reset-prod-verify-otp': 50 },
  live: { 'password-reset-prod-verify-otp': '7' },
  logRole: `arn:aws:iam::${ACCOUNT}:role/PasswordReset-prod-LogRole`,
  names: {
    'AWS::DynamoDB::Table password-reset-prod-resets': 'taken',
    'AWS::SecretsManager::Secret password-reset/prod/captcha': 'taken',
    'AWS::SES::EmailIdentity nowhere-bank.eu': 'taken',
  },
  owners: {},
  secrets: { 'password-reset/prod/captcha': { filled: true } },
  subscribers: { [PAGE]: { confirmed: 1, pending: 0 }, [TICKET]: { confirmed: 1, pending: 0 } },
  records: { [`${DKIM} CNAME`]: ['a1.dkim.amazonses.com'] },
  zones: {},
};

/** The account before the first deployment. */
const EMPTY: AccountContent = {
  ...HEALTHY,
  stacks: { CDKToolkit: {} },
  identities: {},
  reserved: {},
  live: {},
  logRole: undefined,
  names: {},
  secrets: {},
  subscribers: {},
  records: {},
};

interface Planted {
  readonly settings?: Partial<StageSettings>;
  readonly account?: Partial<AccountContent>;
  /** Looks at an account without the stage. */
  readonly first?: true;
}

const look = ({ settings = {}, account = {}, first }: Planted): Promise<readonly Finding[]> =>
  diagnose(
    { settings: checkSettings({ ...STAGE, ...settings }), template: async () => TEMPLATE },
    accountWith({ ...(first === true ? EMPTY : HEALTHY), ...account }),
    NOW,
  );

const stack = (change: object) => ({ stacks: { CDKToolkit: {}, 'PasswordReset-prod': { ...DEPLOYED, ...change } } });

test('an account in which nothing is wrong has one ok line or more for each subject', async () => {
  const findings = await look({});
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect([...new Set(findings.map(({ subject }) => subject))]).toEqual([...SUBJECTS]);
});

test('after a first deployment that failed everything is as before it', async () => {
  const failed = { status: 'ROLLBACK_COMPLETE', outputs: {}, resources: {} };
  const before = await look({ first: true });
  const after = await look({ first: true, account: { stacks: { ...EMPTY.stacks, 'PasswordReset-prod': failed } } });
  const besideTheStack = (findings: readonly Finding[]) => findings.filter(({ subject }) => subject !== 'stack');
  expect(besideTheStack(after)).toEqual(besideTheStack(before));
});

test('before the first deployment nothing stops, and the captcha, the records and the subscribers are named', async () => {
  const findings = await look({ first: true });
  expect(stops(findings)).toBe(false);
  expect(findings.filter(({ state }) => state === 'warning').map(({ subject }) => subject)).toEqual(['dns', 'alarms']);
  expect(findings.map(({ text }) => text)).toContain(
    'npm run deploy asks for the captcha’s secret key, and puts it when the secret is there',
  );
});

const ZONE = { hostedZoneId: 'Z0123456789ABCDEFGHIJ', hostedZoneName: 'nowhere-bank.eu' };
const zone = (name: string) => ({ zones: { Z0123456789ABCDEFGHIJ: { name, nameServers: ['ns-1.awsdns.com'] } } });
const identity = (change: object) => ({
  identities: { 'nowhere-bank.eu': { verified: true, dkim: 'SUCCESS', ...change } },
});
const certificates = (change: object) => ({
  certificates: { ...HEALTHY.certificates, [API_CERTIFICATE]: { ...certificate('api.nowhere-bank.eu'), ...change } },
});
const denied = Object.assign(new Error('not allowed to perform ses:GetAccount'), { name: 'AccessDeniedException' });

test.each<[string, Subject, 'warning' | 'stop', Planted, string, string]>([
  [
    'no credentials',
    'credentials',
    'stop',
    { account: { caller: Object.assign(new Error('none'), { name: 'CredentialsProviderError' }) } },
    'CredentialsProviderError',
    'AWS_PROFILE',
  ],
  [
    'expired credentials',
    'credentials',
    'stop',
    { account: { caller: Object.assign(new Error('old'), { name: 'ExpiredTokenException' }) } },
    'have expired',
    'aws sso login',
  ],
  [
    'another account',
    'account',
    'stop',
    {
      settings: {
        account: '333333333333',
        siteCertificateArn: undefined,
        siteUrl: undefined,
        apiUrl: undefined,
        apiCertificateArn: undefined,
      },
    },
    `belongs to 333333333333, and these are credentials of ${ACCOUNT}`,
    'AWS_PROFILE',
  ],
  [
    'no region',
    'region',
    'stop',
    { settings: { region: undefined }, account: { region: undefined } },
    'neither the stage nor your profile',
    'AWS_REGION',
  ],
  [
    'no bootstrap',
    'bootstrap',
    'stop',
    { account: { stacks: {} } },
    'no bucket',
    `npx cdk bootstrap aws://${ACCOUNT}/eu-central-1`,
  ],
  [
    'a stack that is being changed',
    'stack',
    'stop',
    { account: stack({ status: 'UPDATE_IN_PROGRESS' }) },
    'is being changed',
    'aws cloudformation wait',
  ],
  [
    'a creation whose rollback failed',
    'stack',
    'stop',
    { account: stack({ status: 'ROLLBACK_FAILED' }) },
    'is ROLLBACK_FAILED',
    '#clean-up',
  ],
  [
    'an update whose rollback failed',
    'stack',
    'stop',
    { account: stack({ status: 'UPDATE_ROLLBACK_FAILED' }) },
    'UPDATE_ROLLBACK_FAILED',
    'continue-update-rollback --stack-name PasswordReset-prod',
  ],
  [
    'aliases that were rolled back',
    'release',
    'stop',
    { account: { live: { 'password-reset-prod-verify-otp': '6' } } },
    '1 aliases lead to the version before',
    '--now',
  ],
  [
    'a table that a stage before left',
    'names',
    'stop',
    { first: true, account: { names: { 'AWS::DynamoDB::Table password-reset-prod-resets': 'taken' } } },
    'the table password-reset-prod-resets exists',
    'aws dynamodb delete-table',
  ],
  [
    'a table, though a failed creation has the stack',
    'names',
    'stop',
    {
      account: {
        ...stack({ status: 'ROLLBACK_COMPLETE' }),
        names: { 'AWS::DynamoDB::Table password-reset-prod-resets': 'taken' },
      },
    },
    'the table password-reset-prod-resets exists',
    'delete-table',
  ],
  [
    'a secret that waits for its deletion',
    'names',
    'stop',
    { first: true, account: { names: { 'AWS::SecretsManager::Secret password-reset/prod/captcha': 'being-deleted' } } },
    'is being deleted',
    '--force-delete-without-recovery',
  ],
  [
    'a sender’s domain that SES knows',
    'names',
    'stop',
    { first: true, account: { names: { 'AWS::SES::EmailIdentity nowhere-bank.eu': 'taken' } } },
    'the SES identity nowhere-bank.eu exists',
    'senderIdentity to existing',
  ],
  [
    'the sandbox',
    'mail',
    'warning',
    { account: { sending: { productionAccess: false, sendingEnabled: true } } },
    'in its sandbox',
    'https://eu-central-1.console.aws.amazon.com/ses/',
  ],
  [
    'paused sending',
    'mail',
    'warning',
    { account: { sending: { productionAccess: true, sendingEnabled: false } } },
    'paused',
    'https://',
  ],
  [
    'a missing right',
    'mail',
    'warning',
    { account: { sending: denied } },
    'could not be looked at: AccessDeniedException: not allowed to perform ses:GetAccount',
    'credentials',
  ],
  [
    'an existing identity that is not there',
    'mail',
    'stop',
    { settings: { senderIdentity: 'existing' }, account: { identities: {} } },
    'SES has no identity of no-reply@nowhere-bank.eu or nowhere-bank.eu',
    'create-email-identity',
  ],
  [
    'an identity that somebody deleted',
    'mail',
    'stop',
    { account: { identities: {} } },
    'SES has no identity',
    'create-email-identity',
  ],
  [
    'an identity that is not verified',
    'mail',
    'warning',
    { account: identity({ verified: false, dkim: 'PENDING' }) },
    'not verified (DKIM: PENDING)',
    'outputs Dns…',
  ],
  ['DKIM that failed', 'mail', 'warning', { account: identity({ dkim: 'FAILED' }) }, 'DKIM is FAILED', 'outputs Dns…'],
  [
    'MAIL FROM that failed',
    'mail',
    'warning',
    { account: identity({ mailFrom: 'FAILED' }) },
    'MAIL FROM is FAILED',
    'outputs Dns…',
  ],
  [
    'a certificate that is not there',
    'certificates',
    'stop',
    { account: { certificates: {} } },
    'siteCertificateArn is not there',
    'list-certificates --region us-east-1',
  ],
  [
    'a certificate that was never validated',
    'certificates',
    'stop',
    { account: certificates({ state: 'PENDING_VALIDATION' }) },
    'waits for its validation',
    'describe-certificate --region eu-central-1',
  ],
  [
    'a certificate that has ended',
    'certificates',
    'stop',
    { account: certificates({ state: 'EXPIRED' }) },
    'apiCertificateArn is EXPIRED',
    'request another one in eu-central-1',
  ],
  [
    'a certificate for another name',
    'certificates',
    'stop',
    { account: certificates({ names: ['*.api.nowhere-bank.eu'] }) },
    'not for api.nowhere-bank.eu',
    'request one for api.nowhere-bank.eu',
  ],
  [
    'a certificate in another region',
    'certificates',
    'stop',
    { settings: { region: undefined } },
    'is in eu-central-1, and has to be in eu-west-1',
    'request one in eu-west-1',
  ],
  [
    'a certificate that nobody renews',
    'certificates',
    'warning',
    { account: certificates({ renews: false, expiresAt: new Date('2026-12-20') }) },
    'ends on 2026-12-20',
    'import-certificate',
  ],
  [
    'a new account’s quota',
    'capacity',
    'stop',
    { first: true, account: { quota: { total: 10, unreserved: 10 } } },
    'reserves 50 executions, and the account has 0 to reserve',
    'L-B99A9384',
  ],
  [
    'a quota that warm instances use up',
    'capacity',
    'stop',
    {
      first: true,
      account: { quota: { total: 1000, unreserved: 4 }, reserved: { 'password-reset-prod-verify-otp': 0 } },
    },
    'reserves 50',
    'reservedConcurrency',
  ],
  [
    'no role for API Gateway’s logs',
    'log role',
    'stop',
    { settings: { setApiGatewayLogRole: false }, account: { logRole: undefined } },
    'could not write the access log',
    'setApiGatewayLogRole to true',
  ],
  [
    'another role for API Gateway’s logs',
    'log role',
    'warning',
    { account: { logRole: 'arn:aws:iam::210987654321:role/everybody' } },
    'replaces arn:aws:iam::210987654321:role/everybody',
    'setApiGatewayLogRole to false',
  ],
  [
    'a captcha secret that is still random',
    'secrets',
    'warning',
    { account: { secrets: { 'password-reset/prod/captcha': { filled: false } } } },
    'nobody passes the captcha',
    'put-secret-value --secret-id password-reset/prod/captcha',
  ],
  [
    'an LDAP password that was not put',
    'secrets',
    'warning',
    {
      settings: {
        directory: 'ldap',
        ldapUrls: ['ldaps://dc1.nowhere-bank.eu'],
        ldapKind: 'rfc3062',
        ldapBaseDn: 'dc=nowhere',
        ldapBindDn: 'cn=reset,dc=nowhere',
        loginUrl: 'https://www.nowhere-bank.eu',
      },
    },
    'the LDAP password was not put',
    'password-reset/prod/ldap',
  ],
  [
    'a DKIM record that is not published',
    'dns',
    'warning',
    { account: { records: {} } },
    `${DKIM} is not there (DnsDkim1)`,
    `publish: ${DKIM} CNAME a1.dkim.amazonses.com`,
  ],
  [
    'a record that leads elsewhere',
    'dns',
    'warning',
    { account: { records: { [`${DKIM} CNAME`]: ['b.example.net'] } } },
    `${DKIM} is b.example.net`,
    'publish',
  ],
  ['a zone that is not there', 'dns', 'stop', { settings: ZONE }, 'is not there', 'list-hosted-zones'],
  [
    'a zone of another domain',
    'dns',
    'stop',
    { settings: ZONE, account: zone('other-bank.eu') },
    'is other-bank.eu, not nowhere-bank.eu',
    'hostedZoneId',
  ],
  [
    'a zone that nobody asks',
    'dns',
    'warning',
    { settings: ZONE, account: zone('nowhere-bank.eu') },
    'DNS asks no server',
    'at your registrar: ns-1.awsdns.com',
  ],
  ['no alarms', 'alarms', 'warning', { settings: { alarms: false } }, 'has no alarms', 'alarms: false'],
  [
    'nobody who hears them',
    'alarms',
    'warning',
    { account: { subscribers: {} } },
    'the alarms of severity page have no subscriber',
    `aws sns subscribe --topic-arn ${PAGE}`,
  ],
  [
    'a subscription that nobody confirmed',
    'alarms',
    'warning',
    { account: { subscribers: { [PAGE]: { confirmed: 0, pending: 1 }, [TICKET]: { confirmed: 1, pending: 0 } } } },
    '1 did not confirm',
    'the mail of SNS',
  ],
])('%s: %s, %s', async (_cause, subject, state, planted, text, fix) => {
  const wrong = (await look(planted)).filter((finding) => finding.state !== 'ok' && finding.subject === subject);
  expect(wrong.map((finding) => finding.state)).toContain(state);
  expect(wrong.map((finding) => finding.text).join('\n')).toContain(text);
  expect(wrong.map((finding) => finding.fix).join('\n')).toContain(fix);
});

test('warm instances that do not fit stop without any reservation', async () => {
  const template = async () => ({ Resources: { Live: TEMPLATE.Resources['Live'] ?? { Type: '' } } });
  const account = accountWith({ ...EMPTY, quota: { total: 10, unreserved: 4 } });
  const findings = await diagnose({ settings: checkSettings(STAGE), template }, account, NOW);
  expect(findings).toContainEqual(expect.objectContaining({ subject: 'capacity', state: 'stop' }));
});

test('a proof of work needs no secret of yours', async () => {
  const findings = await look({ first: true, settings: { captchaProvider: 'altcha', captchaSiteKey: undefined } });
  expect(findings).toContainEqual({ subject: 'secrets', state: 'ok', text: 'none is yours to put' });
});

test('in the wrong place nothing else is asked, and no template is made', async () => {
  const template = () => Promise.reject(new Error('made'));
  const account = accountWith({
    ...HEALTHY,
    caller: { account: '333333333333', arn: 'arn:aws:iam::333333333333:root' },
  });
  const findings = await diagnose({ settings: checkSettings(STAGE), template }, account, NOW);
  expect(findings.map(({ subject }) => subject)).toEqual(['credentials', 'account', 'region']);
});

test('the report names each subject, and the fix below what is wrong', async () => {
  const lines = reportOf(await look({ account: { stacks: {} } }));
  const at = lines.findIndex((line) => line.startsWith('STOP     bootstrap'));
  expect(lines[at]).toBe('STOP     bootstrap     the CDK has no bucket and no roles here');
  expect(lines[at + 1]).toBe(`                       Fix: npx cdk bootstrap aws://${ACCOUNT}/eu-central-1`);
});

describe('a name that a live stack has', () => {
  const taken = {
    'AWS::DynamoDB::Table password-reset-prod-resets': 'taken',
    'AWS::SecretsManager::Secret password-reset/prod/captcha': 'taken',
    'AWS::SES::EmailIdentity nowhere-bank.eu': 'taken',
    'AWS::Lambda::Function password-reset-prod-verify-otp': 'taken',
  } as const;
  const ownedBy = (owner: string, ...ids: string[]) => Object.fromEntries(ids.map((id) => [id, owner]));
  const deletes = (findings: readonly Finding[]) => findings.filter(({ fix = '' }) => /delete/.test(fix));

  test('a construct in an app of its own gets one STOP, and nothing that deletes its data', async () => {
    const owners = ownedBy('Identity', 'password-reset-prod-resets', 'password-reset/prod/captcha');
    const findings = await look({ first: true, account: { names: taken, owners } });
    expect(findings.filter(({ state }) => state === 'stop')).toEqual([
      {
        subject: 'stack',
        state: 'stop',
        text: expect.stringContaining('belongs to the stack Identity: this stage is a construct in an app of yours'),
        fix: expect.stringContaining('are for stages that deploy makes'),
      },
    ]);
    expect(deletes(findings)).toEqual([]);
  });

  test.each([
    ['password-reset/prod/captcha', 'the secret password-reset/prod/captcha belongs to the stack Mine', 'another name'],
    ['nowhere-bank.eu', 'the SES identity nowhere-bank.eu belongs to the stack Mine', 'senderIdentity to existing'],
  ])('%s of another stack is not to be deleted', async (id, text, fix) => {
    const { 'AWS::DynamoDB::Table password-reset-prod-resets': _table, ...others } = taken;
    const findings = await look({ first: true, account: { names: others, owners: ownedBy('Mine', id) } });
    const finding = findings.find((each) => each.text === text);
    expect(finding).toMatchObject({ state: 'stop', fix: expect.stringContaining(fix) });
    expect(finding?.fix).not.toMatch(/delete/);
  });

  test('a secret of a live stack that somebody is deleting is not to be deleted at once', async () => {
    const names = { 'AWS::SecretsManager::Secret password-reset/prod/captcha': 'being-deleted' } as const;
    const owners = ownedBy('Mine', 'password-reset/prod/captcha');
    expect(deletes(await look({ first: true, account: { names, owners } }))).toEqual([]);
  });

  test('a resource of this stack under another ID is not to be deleted', async () => {
    const { Resets: _resets, ...resources } = DEPLOYED.resources;
    const owners = ownedBy('PasswordReset-prod', 'password-reset-prod-resets');
    const findings = await look({ account: { ...stack({ resources }), owners } });
    expect(findings.map(({ text }) => text)).toContain(
      'the table password-reset-prod-resets is in this stack under another ID',
    );
    expect(deletes(findings)).toEqual([]);
  });

  test('without the right to ask for the stack it stops, and names nothing that deletes', async () => {
    const findings = await look({ first: true, account: { names: taken, owners: denied } });
    expect(stops(findings)).toBe(true);
    expect(findings.find(({ subject }) => subject === 'names')?.fix).toContain('cloudformation:DescribeStackResources');
    expect(deletes(findings)).toEqual([]);
  });

  test('what is in no stack is to be looked at before it is deleted', async () => {
    const fixes = deletes(await look({ first: true, account: { names: taken } })).map(({ fix }) => fix);
    expect(fixes).toHaveLength(3);
    for (const fix of fixes)
      expect(fix).toMatch(/^look first \(.+\): aws [^;]+; if a stage before left it.+: aws .*delete/);
  });
});

describe('the command', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['bin/doctor.ts', ...args], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_REGION: 'eu-central-1',
        HOME: '/nowhere',
      },
    });

  test('shows its help with all exit codes', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const code of [0, 1, 2]) expect(stdout).toMatch(new RegExp(`\\b${code} \\w`));
  });

  test('ends with 1 and JSON where something stops: here, nobody is logged in', () => {
    const { status, stdout } = run('--stage', 'dev', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      stops: true,
      findings: [{ subject: 'credentials', state: 'stop', fix: 'log in (aws sso login), or set AWS_PROFILE' }],
    });
  });

  test.each([
    ['no stage', [], '--stage X is missing'],
    ['a stage that is not there', ['--stage', 'production'], 'there is no stage "production"'],
    ['values that this repository ships', ['--stage', 'prod'], 'siteUrl: is the example'],
    ['an unknown option', ['--stage', 'dev', '--force'], "Unknown option '--force'"],
  ])('%s is wrong usage', (_what, args, message) => {
    expect(run(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });
});

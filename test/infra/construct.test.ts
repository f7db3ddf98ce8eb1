import type { Environment } from 'aws-cdk-lib';
import type { PasswordResetProps } from '../../lib/password-reset-props.ts';
import { resources, type Statement, synthesized } from './synthesized.ts';

const SMALL: PasswordResetProps = {
  stage: 'staging',
  productName: 'Example (staging)',
  senderAddress: 'no-reply@staging.example.com',
  captchaSiteKey: 'site-key-of-staging',
  profile: 'essential',
  tracedPercent: 5,
};

const HOSTS = { siteUrl: 'https://login.example.org', apiUrl: 'https://api.login.example.org/v1' };

const templateOf = (...given: Parameters<typeof native.inAppOfYours>) =>
  native.templateOf(native.inAppOfYours(...given));

const counted = (template: ReturnType<typeof templateOf>) => {
  const all = Object.values(template.toJSON()['Resources'] as Record<string, { Type: string }>);
  const counts: Record<string, number> = {};
  for (const { Type } of all) counts[Type] = (counts[Type] ?? 0) + 1;
  return counts;
};

describe('PasswordReset in a stack of another app', () => {
  const template = templateOf([SMALL]);

  test('makes what the stack of a stage has, and no output of ours', () => {
    expect(counted(template)).toEqual(counted(synthesized('staging')));
    // The CDK makes one for every REST API.
    expect(Object.keys(template.findOutputs('*'))).toEqual([expect.stringMatching('RestApiEndpoint')]);
  });

  test('warns of each example that it is given, and of no value of yours', () => {
    const examples = ['captchaSiteKey', 'productName', 'senderAddress'];
    expect(native.warningsOfYours(SMALL)).toEqual([...examples, 'deletionProtection'].sort());
    const yours = { ...SMALL, productName: 'Acme', senderAddress: 'no-reply@acme.io', captchaSiteKey: '6LdA' };
    expect(native.warningsOfYours({ ...yours, deletionProtection: true })).toEqual([]);
  });

  test('is there twice, for two stages', () => {
    const both = templateOf([SMALL, { ...SMALL, stage: 'test', senderIdentity: 'existing' }]);
    const names = resources<{ TableName: string }>(both, 'AWS::DynamoDB::Table').map(
      ([, { Properties }]) => Properties.TableName,
    );
    expect(names.filter((name) => name.endsWith('-resets')).sort()).toEqual([
      'password-reset-staging-resets',
      'password-reset-test-resets',
    ]);
  });

  test('tags its parts, and nothing else', () => {
    const tagged = templateOf([{ ...SMALL, tags: { team: 'identity' } }], { topics: 1 });
    const tagsOf = (type: string) =>
      resources<{ Tags?: unknown }>(tagged, type).map(([id, { Properties }]) => [id.slice(0, 6), Properties?.Tags]);
    const tags = [{ Key: 'team', Value: 'identity' }];
    expect(tagsOf('AWS::DynamoDB::Table')).toEqual(Array.from({ length: 3 }, () => ['Reset1', tags]));
    expect(tagsOf('AWS::SNS::Topic')).toContainEqual(['Topic0', undefined]);
  });

  test('grants the captcha key and the audit questions, each alone', () => {
    const granted = templateOf([SMALL], { grantee: 'Pipeline' });
    const [policy] = resources<{ PolicyDocument: { Statement: Statement[] } }>(granted, 'AWS::IAM::Policy').filter(
      ([id]) => id.startsWith('Pipeline'),
    );
    const statements = policy?.[1].Properties.PolicyDocument.Statement ?? [];
    expect(statements.map(({ Action }) => Action)).toEqual([
      ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret', 'secretsmanager:UpdateSecretVersionStage'],
      'logs:StartQuery',
      ['logs:GetQueryResults', 'logs:StopQuery'],
    ]);
    expect(JSON.stringify(statements[0])).toMatch(/Reset1SecretsCaptcha/);
    expect(JSON.stringify(statements[1])).toMatch(/auditconsumerLogs/);
  });
});

describe('constructs in place of settings', () => {
  test('a key gets the statements that services need, and encrypts the tables', () => {
    const template = templateOf([SMALL], { own: ['kmsKey'] });
    const [[keyId, key] = ['', undefined], ...others] = resources<{
      KeyPolicy: { Statement: { Principal: unknown }[] };
    }>(template, 'AWS::KMS::Key');
    expect(others).toEqual([]);
    const principals = JSON.stringify(key?.Properties.KeyPolicy.Statement.map(({ Principal }) => Principal));
    expect(principals).toMatch(/"logs\..*"events\.amazonaws\.com"/);
    for (const [, { Properties }] of resources<{ SSESpecification: unknown }>(template, 'AWS::DynamoDB::Table')) {
      expect(Properties.SSESpecification).toMatchObject({ KMSMasterKeyId: { 'Fn::GetAtt': [keyId, 'Arn'] } });
    }
  });

  test('certificates and a zone', () => {
    const own = ['siteCertificate', 'apiCertificate', 'hostedZone'] as const;
    const template = templateOf([{ ...SMALL, ...HOSTS }], { own });
    const certificate = (id: string) => ({ Ref: expect.stringMatching(id) as string });
    expect(resources(template, 'AWS::CloudFront::Distribution')[0]?.[1].Properties).toMatchObject({
      DistributionConfig: { ViewerCertificate: { AcmCertificateArn: certificate('^SiteCertificate') } },
    });
    expect(resources(template, 'AWS::ApiGateway::DomainName')[0]?.[1].Properties).toMatchObject({
      RegionalCertificateArn: certificate('^ApiCertificate'),
    });
    const zones = resources<{ HostedZoneId: unknown }>(template, 'AWS::Route53::RecordSet');
    expect(zones.length).toBe(3);
    for (const [, { Properties }] of zones) expect(Properties.HostedZoneId).toEqual(certificate('^Zone'));
  });

  test('an event bus, whose ARN is known when it is deployed', () => {
    const template = templateOf([SMALL], { own: ['eventBus'] });
    const functions = resources<{ Environment?: { Variables: Record<string, unknown> } }>(
      template,
      'AWS::Lambda::Function',
    );
    const buses = functions.map(([, { Properties }]) => Properties.Environment?.Variables['EVENT_BUS']);
    expect(buses.filter((bus) => bus !== undefined)).toEqual([
      { 'Fn::GetAtt': [expect.stringMatching('^Bus'), 'Arn'] },
    ]);
  });

  test('topics of the alarms', () => {
    const template = templateOf([{ ...SMALL, profile: 'full' }], { own: ['pageTopic', 'ticketTopic'] });
    const alarms = resources<{ AlarmActions: unknown[] }>(template, 'AWS::CloudWatch::Alarm');
    const topics = new Set(alarms.map(([, { Properties }]) => JSON.stringify(Properties.AlarmActions)));
    const made = Object.keys(template.findResources('AWS::SNS::Topic'));
    expect(made.map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['Pager', 'Tickets']);
    expect(topics).toEqual(new Set(made.map((id) => JSON.stringify([{ Ref: id }]))));
  });

  test('a user pool', () => {
    const props: PasswordResetProps = { ...SMALL, directory: 'cognito', loginUrl: 'https://www.example.org/login' };
    const template = templateOf([props], { own: ['userPool'] });
    const functions = resources<{ Environment?: { Variables: Record<string, unknown> } }>(
      template,
      'AWS::Lambda::Function',
    );
    const pools = functions.map(([, { Properties }]) => Properties.Environment?.Variables['USER_POOL_ID']);
    expect(pools.filter((pool) => pool !== undefined)).toContainEqual({
      Ref: expect.stringMatching('^Pool') as string,
    });
  });

  test('subnets and security groups', () => {
    const props: PasswordResetProps = {
      ...SMALL,
      directory: 'ldap',
      loginUrl: 'https://www.example.org/login',
      ldapUrls: ['ldaps://dc1.corp.example.org'],
      ldapKind: 'rfc3062',
      ldapBaseDn: 'dc=example,dc=org',
      ldapBindDn: 'cn=reset,dc=example,dc=org',
    };
    const template = templateOf([props], { own: ['subnets', 'securityGroups'] });
    const networks = resources<{ VpcConfig?: unknown }>(template, 'AWS::Lambda::Function')
      .map(([, { Properties }]) => Properties.VpcConfig)
      .filter((network) => network !== undefined);
    expect(networks).toHaveLength(3);
    expect(networks[0]).toEqual({
      SubnetIds: ['subnet-0123456789abcdef0'],
      SecurityGroupIds: [{ 'Fn::GetAtt': [expect.stringMatching('^Group'), 'GroupId'] }],
    });
  });

  test('the record of the settings is the same at every synth, whatever the number of a token', () => {
    const recordOf = (topics: number) =>
      resources<{ Settings: Record<string, string> }>(
        templateOf([SMALL], { own: ['kmsKey'], topics }),
        'Custom::SettingsRecord',
      )[0]?.[1].Properties.Settings['kmsKeyArn'];
    expect(recordOf(0)).toMatch(/^[0-9a-f]{16}$/);
    expect(recordOf(3)).toBe(recordOf(0));
  });
});

describe('refused with the setting and the fix', () => {
  const making =
    (...given: Parameters<typeof native.inAppOfYours>) =>
    () =>
      native.inAppOfYours(...given);

  test('a wrong value', () => {
    expect(making([{ ...SMALL, otpDigits: 4 }])).toThrow(
      'The settings of stage "staging" are wrong:\n  otpDigits: must be at least 6. ' +
        'Fix: set it to a whole number from 6 to 12 in the properties of PasswordReset',
    );
  });

  test('a setting that a construct gives too', () => {
    const twice = { ...SMALL, hostedZoneName: 'example.org' };
    expect(making([twice], { own: ['hostedZone'] })).toThrow(
      'The settings of stage "staging" are wrong:\n  hostedZoneName: is given as the construct hostedZone too. Fix: remove one of the two',
    );
  });

  test('a construct by the name of its property', () => {
    const ldapOnly = { ...SMALL, directory: 'built-in' } as const;
    expect(making([ldapOnly], { own: ['subnets', 'securityGroups'] })).toThrow(
      '\n  subnets: has an effect only with directory ldap. Fix: remove it, or set directory to ldap' +
        '\n  securityGroups: has an effect only with directory ldap. Fix: remove it, or set directory to ldap',
    );
    expect(making([{ ...ldapOnly, subnets: [] }])).toThrow(
      '\n  subnets: must name a subnet. Fix: correct it in the properties of PasswordReset',
    );
  });

  test('a resource in another region than the stack', () => {
    const apiCertificateArn = 'arn:aws:acm:eu-west-1:210987654321:certificate/1';
    expect(
      making([{ ...SMALL, ...HOSTS, apiCertificateArn }], { env: { account: '210987654321', region: 'eu-central-1' } }),
    ).toThrow('\n  apiCertificateArn: is in eu-west-1, and this stage in eu-central-1.');
  });

  test('a stack that has no room left', () => {
    expect(making([SMALL], { topics: 300 })).toThrow(
      /^The stage "staging" does not fit into limits of AWS:\n {2}the stack: has \d+ resources; the maximum of CloudFormation is 500\. Fix: give PasswordReset a stack of its own, or /,
    );
  });
});

describe('wrong properties', () => {
  const refused = (props: unknown, env?: Environment) => () =>
    templateOf([props as PasswordResetProps], env === undefined ? {} : { env });

  test.each([undefined, null, 'prod'])('%j in their place says what is needed', (props) => {
    expect(refused(props)).toThrow(/^PasswordReset has no properties. Fix: give it the settings of a stage/);
  });

  test('a missing stage is named, and is not called undefined', () => {
    const { stage: _stage, ...others } = SMALL;
    expect(refused(others)).toThrow(
      'The settings are wrong:\n  stage: is missing. Fix: set it in the properties of PasswordReset',
    );
  });

  test('an account or a region of the stack is to be corrected where the stack is made', () => {
    expect(refused(SMALL, { account: '12', region: 'eu-central-1' })).toThrow(
      'env.account of the stack: must be the 12 digits of an AWS account. Fix: correct it where the stack Identity is made',
    );
    expect(refused(SMALL, { account: '210987654321', region: 'Frankfurt' })).toThrow(
      'env.region of the stack: must be the name of an AWS Region such as eu-central-1. Fix: correct it where the stack',
    );
  });

  test('a resource in another account or region names the environment of the stack', () => {
    const env = { account: '210987654321', region: 'eu-central-1' };
    const topic = (account: string, region: string) => `arn:aws:sns:${region}:${account}:pager`;
    expect(refused({ ...SMALL, alarms: true, pageTopicArn: topic('333333333333', 'eu-central-1') }, env)).toThrow(
      'pageTopicArn: is in the account 333333333333, and this stage in 210987654321. ' +
        'Fix: name one that is there, or correct env.account of the stack',
    );
    expect(refused({ ...SMALL, alarms: true, pageTopicArn: topic('210987654321', 'eu-west-1') }, env)).toThrow(
      'or correct env.region of the stack',
    );
  });

  test.each([
    [{ subnets: { subnets: [] } }, 'subnets: must be a list of subnets (ISubnet[]), such as vpc.privateSubnets. Fix: '],
    [{ securityGroups: ['sg-1'] }, 'securityGroups: must be a list of security groups (ISecurityGroup[]). Fix: '],
    [{ kmsKey: 'arn:aws:kms:…' }, 'kmsKey: must be a KMS key (IKey). Fix: '],
    [{ pageTopic: null }, 'pageTopic: must be an SNS topic (ITopic). Fix: '],
  ])('%j is no construct', (given, message) => {
    expect(refused({ ...SMALL, ...given })).toThrow(`The properties of PasswordReset are wrong:\n  ${message}`);
  });
});

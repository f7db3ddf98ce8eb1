import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { backgroundFunctions } from '../../functions/operations/index.ts';
import { checkSettings } from '../../lib/settings/check.ts';
import { prod } from '../../lib/settings/stages/prod.ts';
import { only, resources, type Statement, statementsOf, synthesized } from './synthesized.ts';

const KEY = 'arn:aws:kms:eu-central-1:210987654321:key/mrk-0123456789abcdef0123456789abcdef';
const TOPIC = 'arn:aws:sns:eu-central-1:210987654321:on-call';
const WEB_ACL = 'arn:aws:wafv2:eu-central-1:210987654321:regional/webacl/ours/0123-4567';

const refusal = (overrides: Record<string, unknown>) => () => checkSettings(prod, overrides);

describe('an identity that SES has already', () => {
  const staging = synthesized('staging', { senderIdentity: 'existing' });

  test('is not made, and has no records', () => {
    expect(staging.findResources('AWS::SES::EmailIdentity')).toEqual({});
    expect(Object.keys(staging.findOutputs('*')).filter((id) => id.startsWith('Dns'))).toEqual([]);
    expect(staging.findResources('AWS::Route53::RecordSet')).toEqual({});
  });

  test('is used as one of this stack is: same rights, and the same configuration set', () => {
    expect(staging.findResources('AWS::SES::ConfigurationSet')).toEqual(
      synthesized('staging').findResources('AWS::SES::ConfigurationSet'),
    );
    for (const name of Object.keys(backgroundFunctions) as (keyof typeof backgroundFunctions)[]) {
      expect(statementsOf(staging, 'staging', name)).toEqual(statementsOf(synthesized('staging'), 'staging', name));
    }
  });

  test('has a MAIL FROM of its own, and is no reason for a hosted zone', () => {
    expect(refusal({ senderIdentity: 'existing' })).toThrow(
      '\n  mailFromDomain: has no effect on an identity that exists. Fix: remove it',
    );
    const zone = {
      hostedZoneId: 'Z0123456789',
      hostedZoneName: 'mail.example.org',
      senderAddress: 'a@mail.example.org',
    };
    expect(refusal({ ...zone, mailFromDomain: undefined })).not.toThrow();
    expect(refusal({ ...zone, mailFromDomain: undefined, senderIdentity: 'existing' })).toThrow(
      '\n  hostedZoneName: no host of this stage is in mail.example.org',
    );
  });
});

describe('a KMS key of yours', () => {
  const own = synthesized('prod');
  const template = synthesized('prod', { kmsKeyArn: KEY });

  test('encrypts what the key of the stack would, and is not made', () => {
    const [keyId] = only(resources(own, 'AWS::KMS::Key').filter(([id]) => id.startsWith('Encryption')));
    const replaced = JSON.stringify(own.toJSON()['Resources']).replaceAll(
      JSON.stringify({ 'Fn::GetAtt': [keyId, 'Arn'] }),
      JSON.stringify(KEY),
    );
    const types = ['AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret', 'AWS::Logs::LogGroup', 'AWS::SQS::Queue'];
    const of = (all: Record<string, { Type: string }>) =>
      Object.entries(all).filter(([, { Type }]) => [...types, 'AWS::S3::Bucket', 'AWS::IAM::Policy'].includes(Type));
    expect(of(template.toJSON()['Resources'] as Record<string, { Type: string }>)).toEqual(
      of(JSON.parse(replaced) as Record<string, { Type: string }>),
    );
    expect(resources(template, 'AWS::KMS::Key').filter(([id]) => id.startsWith('Encryption'))).toEqual([]);
  });

  test('needs the policy of the guide, which is that of the key of the stack', () => {
    const guide = readFileSync(new URL('../../docs/guides/existing-resources.md', import.meta.url), 'utf8');
    const [, json = ''] = /```json\n([\s\S]+?)```/.exec(guide) ?? [];
    const [, { Properties: key }] = only(
      resources<{ KeyPolicy: { Statement: Statement[] } }>(own, 'AWS::KMS::Key').filter(([id]) =>
        id.startsWith('Encryption'),
      ),
    );
    const [, ...statements] = key.KeyPolicy.Statement;
    const plain = JSON.parse(JSON.stringify(statements), (_key, value: unknown) => literal(value)) as unknown;
    expect(JSON.parse(json)).toEqual(plain);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ customerManagedKey: 'false', kmsKeyArn: KEY }, 'kmsKeyArn: has an effect only with customerManagedKey. Fix: '],
    [{ kmsKeyArn: 'alias/ours' }, 'kmsKeyArn: must be the ARN of a KMS key, not of an alias'],
    [{ kmsKeyArn: KEY, region: 'eu-west-1' }, 'kmsKeyArn: is in eu-central-1, and this stage in eu-west-1. Fix: '],
  ])('%j is refused', (overrides, message) => {
    expect(refusal(overrides)).toThrow(`\n  ${message}`);
  });
});

/** Turns the references of the template into the names of the guide. */
function literal(value: unknown): unknown {
  const names: Readonly<Record<string, string>> = {
    'AWS::Region': 'REGION',
    'AWS::AccountId': 'ACCOUNT',
    'AWS::Partition': 'aws',
  };
  if (typeof value === 'string') return value.replaceAll('password-reset-prod', 'password-reset-STAGE');
  if (typeof value !== 'object' || value === null) return value;
  if ('Ref' in value) return names[String(value.Ref)] ?? value;
  if ('Fn::Join' in value) {
    const [by, parts] = value['Fn::Join'] as [string, string[]];
    return parts.join(by);
  }
  return value;
}

describe('topics of yours', () => {
  const template = synthesized('prod', { pageTopicArn: TOPIC, alarmEmail: 'on-call@example.org' });

  test('get the alarms of their severity, and nothing else is made of them', () => {
    const actions = resources<{ AlarmActions: unknown[]; OKActions: unknown[] }>(template, 'AWS::CloudWatch::Alarm')
      .flatMap(([, { Properties }]) => [Properties.AlarmActions, Properties.OKActions])
      .map((all) => only(all));
    const made = only(Object.keys(template.findResources('AWS::SNS::Topic')));
    expect(made).toContain('ticket');
    expect(actions).toContainEqual({ Ref: made });
    expect(actions.filter((action) => action === TOPIC).length).toBeGreaterThan(20);
    expect(actions.filter((action) => action !== TOPIC && !isDeepStrictEqual(action, { Ref: made }))).toEqual([]);
    expect(only(resources<{ TopicArn: unknown }>(template, 'AWS::SNS::Subscription'))[1].Properties.TopicArn).toEqual({
      Ref: made,
    });
    expect(template.findOutputs('PageTopicArn')).toEqual({
      PageTopicArn: expect.objectContaining({ Value: TOPIC }) as unknown,
    });
  });

  test.each<[Record<string, unknown>, string]>([
    [
      { pageTopicArn: TOPIC, ticketTopicArn: TOPIC, alarmEmail: 'on-call@example.org' },
      'alarmEmail: has no effect where both topics are yours. Fix: remove it, and subscribe the address to them',
    ],
    [{ ticketTopicArn: `${TOPIC}.fifo` }, 'ticketTopicArn: must be the ARN of a standard topic of SNS'],
    [{ pageTopicArn: TOPIC, alarms: 'false' }, 'pageTopicArn: has no effect while alarms is false. Fix: '],
    [
      { ticketTopicArn: TOPIC, profile: 'essential', releaseShifting: 'all-at-once', incidentQueries: 'false' },
      'ticketTopicArn: has no effect with profile essential, none of whose alarms is a ticket. Fix: remove it, or set',
    ],
    [{ pageTopicArn: TOPIC, region: 'eu-west-1' }, 'pageTopicArn: is in eu-central-1, and this stage in eu-west-1.'],
  ])('%j is refused', (overrides, message) => {
    expect(refusal({ alarmEmail: undefined, ...overrides })).toThrow(`\n  ${message}`);
  });
});

test.each([{ incidentQueries: 'true' }, { eventBus: 'default' }, { auditArchive: 'governance' }])(
  'a topic for tickets has an alarm with %j, in the profile essential too',
  (given) => {
    const small = { profile: 'essential', releaseShifting: 'all-at-once', incidentQueries: 'false' };
    const template = synthesized('prod', { ...small, ticketTopicArn: TOPIC, ...given });
    const actions = resources<{ AlarmActions: unknown[] }>(template, 'AWS::CloudWatch::Alarm').flatMap(
      ([, { Properties }]) => Properties.AlarmActions,
    );
    expect(actions).toContain(TOPIC);
  },
);

describe('a web ACL of yours', () => {
  const template = synthesized('prod', { waf: 'false', apiWebAclArn: WEB_ACL });

  test('is in front of the API, and no other is made', () => {
    const [, { Properties }] = only(
      resources<{ WebACLArn: unknown; ResourceArn: unknown }>(template, 'AWS::WAFv2::WebACLAssociation'),
    );
    const stage = only(Object.keys(template.findResources('AWS::ApiGateway::Stage')));
    expect(Properties.WebACLArn).toBe(WEB_ACL);
    expect(JSON.stringify(Properties.ResourceArn)).toContain(`"/stages/",{"Ref":"${stage}"}`);
    expect(template.findResources('AWS::WAFv2::WebACL')).toEqual({});
  });

  test.each<[Record<string, unknown>, string]>([
    [{ apiWebAclArn: WEB_ACL }, 'waf: must be false with apiWebAclArn, because an API takes one web ACL. Fix: '],
    [
      { waf: 'false', apiWebAclArn: 'arn:aws:wafv2:us-east-1:210987654321:global/webacl/ours/1' },
      'apiWebAclArn: must be the ARN of a web ACL of the scope REGIONAL',
    ],
    [{ waf: 'false', apiWebAclArn: WEB_ACL, region: 'eu-west-1' }, 'apiWebAclArn: is in eu-central-1, and this stage'],
  ])('%j is refused', (overrides, message) => {
    expect(refusal(overrides)).toThrow(`\n  ${message}`);
  });
});

import { readFileSync } from 'node:fs';
import { resources, synthesized } from './synthesized.ts';

interface AlarmProperties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: unknown[];
  readonly OKActions: unknown[];
  readonly Metrics?: { readonly MetricStat?: unknown }[];
}

// All settings that add an alarm are set.
const template = synthesized('prod', {
  breachedPasswordsUrl: 'https://api.pwnedpasswords.com/range',
  eventBus: 'default',
});
const alarms = resources<AlarmProperties>(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

const runbook = readFileSync(new URL('../../docs/guides/runbook.md', import.meta.url), 'utf8');
const [, ...sections] = runbook.split(/^## /m);
/** Anchor of a heading, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
const anchors = sections.map((section) => anchorOf(section.split('\n', 1)[0] ?? ''));

const DESCRIPTION =
  /^Severity: (page|ticket)\. Impact: ([A-Z][^]+?\.)(?: \([\w-]+\))? Runbook: docs\/guides\/runbook\.md#([\w-]+)$/;
const read = ({ AlarmDescription }: AlarmProperties) => DESCRIPTION.exec(AlarmDescription) ?? [];

test.each(alarms.map((alarm) => [alarm.AlarmName, alarm] as const))(
  '%s states its severity, its impact and its section of the runbook',
  (_name, alarm) => {
    const [, severity, impact, anchor] = read(alarm);
    expect([severity, impact, anchor]).not.toContain(undefined);
    expect(anchors).toContain(anchor);
    expect(alarm.AlarmDescription.length).toBeLessThanOrEqual(1024);
    // It notifies the topic of its severity, also when it ends.
    expect(JSON.stringify(alarm.AlarmActions)).toMatch(new RegExp(`Topics${severity}`));
    expect(alarm.OKActions).toEqual(alarm.AlarmActions);
    // CloudWatch takes at most ten metrics in one alarm.
    expect((alarm.Metrics ?? []).filter(({ MetricStat }) => MetricStat !== undefined).length).toBeLessThanOrEqual(10);
  },
);

test('there are alarms of both severities, and each name is unique', () => {
  expect(new Set(alarms.map(({ AlarmName }) => AlarmName)).size).toBe(alarms.length);
  const severities = alarms.map((alarm) => read(alarm)[1]);
  for (const severity of ['page', 'ticket']) expect(severities).toContain(severity);
});

test('every section of the runbook belongs to an alarm', () => {
  const linked = new Set(alarms.map((alarm) => read(alarm)[3]));
  expect(anchors.filter((anchor) => !linked.has(anchor))).toEqual([]);
  expect(new Set(anchors).size).toBe(anchors.length);
});

test.each(sections.map((section, index) => [anchors[index], section]))(
  'the section %s has the impact, where to look, causes, the fix and the end',
  (_anchor, section) => {
    const parts = [...(section ?? '').matchAll(/^\*\*(.+?)\.\*\*/gm)].map(([, part]) => part);
    expect(parts).toEqual(['Impact', 'Look first', 'Likely causes', 'Fix', 'Over when']);
  },
);

test('links within the runbook lead to its sections', () => {
  const links = [...runbook.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((anchor) => !anchors.includes(anchor ?? ''))).toEqual([]);
});

describe('settings', () => {
  test('alarms=false leaves out alarms and topics, and the dashboard has a setting of its own', () => {
    const unwatched = synthesized('dev', { alarms: 'false', dashboard: 'true' });
    for (const type of ['AWS::CloudWatch::Alarm', 'AWS::SNS::Topic']) expect(resources(unwatched, type)).toEqual([]);
    expect(resources(unwatched, 'AWS::CloudWatch::Dashboard')).toHaveLength(1);
    expect(resources(synthesized('dev'), 'AWS::CloudWatch::Dashboard')).toEqual([]);
  });

  test('shifted releases need the alarms that roll them back', () => {
    expect(() => synthesized('prod', { alarms: 'false' })).toThrow(
      'alarms: must be true, because alarms roll a shifted release back',
    );
    expect(() => synthesized('prod', { profile: 'essential' })).toThrow(
      'profile: must be full, because alarms of the steps roll a shifted release back',
    );
  });

  test('alarmEmail subscribes to both topics; without it there is no subscription', () => {
    const subscribed = synthesized('dev', { alarms: 'true', alarmEmail: 'on-call@example.com' });
    expect(resources(subscribed, 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties)).toMatchObject([
      { Protocol: 'email', Endpoint: 'on-call@example.com' },
      { Protocol: 'email', Endpoint: 'on-call@example.com' },
    ]);
    expect(resources(template, 'AWS::SNS::Subscription')).toEqual([]);
  });

  test('runbookUrl makes the links absolute', () => {
    const linked = synthesized('dev', { alarms: 'true', runbookUrl: 'https://git.example.com/password-reset/docs' });
    for (const [, { Properties }] of resources<AlarmProperties>(linked, 'AWS::CloudWatch::Alarm')) {
      expect(Properties.AlarmDescription).toMatch(
        / Runbook: https:\/\/git\.example\.com\/password-reset\/docs\/guides\/runbook\.md#/,
      );
    }
  });

  test('a runbookUrl that would make broken links is rejected', () => {
    expect(() => synthesized('dev', { alarms: 'true', runbookUrl: 'https://git.example.com/docs/' })).toThrow(
      'runbookUrl: must be',
    );
    expect(() => synthesized('dev', { alarmEmail: 'on-call' })).toThrow('alarmEmail: must be an address');
  });
});

test('only alarms of this account may publish to the topics, over TLS only', () => {
  const policies = resources<{ PolicyDocument: { Statement: Record<string, unknown>[] } }>(
    template,
    'AWS::SNS::TopicPolicy',
  );
  expect(policies).toHaveLength(2);
  for (const [, { Properties }] of policies) {
    expect(Properties.PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      {
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  }
});

test('the alarms and the metrics that they read are not more than the decision on alarms allows', () => {
  const adr = readFileSync(new URL('../../docs/adr/0019-alarms.md', import.meta.url), 'utf8');
  const [, number, metrics] = /at most (\d+) alarms and (\d+) metrics/.exec(adr.replaceAll(/\s+/g, ' ')) ?? [];
  const read = alarms.map(({ Metrics }) =>
    Metrics === undefined ? 1 : Metrics.filter((metric) => metric.MetricStat !== undefined).length,
  );
  expect(alarms.length).toBeLessThanOrEqual(Number(number));
  expect(read.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(Number(metrics));
});

test('the dashboard shows logins where the service has them', () => {
  const bodyOf = (made: typeof template) =>
    JSON.stringify(resources<{ DashboardBody: unknown }>(made, 'AWS::CloudWatch::Dashboard'));
  expect(bodyOf(template)).toMatch(/title[^a-z]+Logins/i);
  expect(bodyOf(template)).toContain('login-rejected');
});

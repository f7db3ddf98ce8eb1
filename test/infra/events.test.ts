import { BUS_EVENTS } from '../../functions/domain/bus-event.ts';
import { checkSettings } from '../../lib/settings/check.ts';
import { prod } from '../../lib/settings/stages/prod.ts';
import { functionsOf, only, resources, statementsOf, synthesized } from './synthesized.ts';

const ARN = 'arn:aws:events:eu-central-1:210987654321:event-bus/apps';
const template = synthesized('prod', { eventBus: 'default' });

interface Subscription {
  readonly FilterName: string;
  readonly FilterPattern: string;
  readonly LogGroupName: { readonly Ref: string };
  readonly DestinationArn: unknown;
}
const subscriptions = resources<Subscription>(template, 'AWS::Logs::SubscriptionFilter').filter(
  ([, { Properties }]) => Properties.FilterName === 'event-bus',
);

test.each(['dev', 'prod'])('without the setting, stage %s has nothing of it', (stage) => {
  const off = synthesized(stage);
  expect(functionsOf(off, stage).has('event-publisher')).toBe(false);
  expect(JSON.stringify(off.toJSON())).not.toContain('events:PutEvents');
});

test('the trail alone is subscribed, to the events that applications get', () => {
  const [, { Properties }] = only(subscriptions);
  const group = template.findResources('AWS::Logs::LogGroup')[Properties.LogGroupName.Ref];
  expect(group?.Properties.LogGroupName).toBe('/audit/password-reset-prod-trail');
  const asked = [...Properties.FilterPattern.matchAll(/\$\.audit\.event = "(\w+)"/g)].map(([, name]) => name);
  expect(asked).toEqual([...BUS_EVENTS]);
  // Maximum of CloudWatch Logs.
  expect(Properties.FilterPattern.length).toBeLessThanOrEqual(1024);
});

test('no log group has more than the two subscriptions that AWS allows, with the archive as well', () => {
  const all = resources<Subscription>(template, 'AWS::Logs::SubscriptionFilter');
  const counts = Map.groupBy(all, ([, { Properties }]) => Properties.LogGroupName.Ref);
  for (const [, filters] of counts) expect(filters.length).toBeLessThanOrEqual(2);
});

test('only the log of the trail may invoke the function', () => {
  const permissions = resources<{ Principal: string; SourceArn: unknown; FunctionName: unknown }>(
    template,
    'AWS::Lambda::Permission',
  ).filter(([, { Properties }]) => JSON.stringify(Properties.FunctionName).includes('eventpublisher'));
  const [, { Properties }] = only(permissions);
  expect(Properties.Principal).toBe('logs.amazonaws.com');
  expect(JSON.stringify(Properties.SourceArn)).toContain(only(subscriptions)[1].Properties.LogGroupName.Ref);
});

test.each([
  ['default', 'event-bus/default'],
  [ARN, ARN],
])('with %s the function may send to that bus alone, under the source of its stage', (eventBus, resource) => {
  const given = synthesized('prod', { eventBus });
  const sending = statementsOf(given, 'prod', 'event-publisher').filter(({ Action }) => Action === 'events:PutEvents');
  expect(sending).toHaveLength(1);
  expect(JSON.stringify(sending[0]?.Resource)).toContain(resource);
  expect(sending[0]?.Condition).toEqual({ StringEquals: { 'events:source': 'password-reset.prod' } });
  expect(functionsOf(given, 'prod').get('event-publisher')?.Environment.Variables).toMatchObject({
    EVENT_BUS: eventBus,
    EVENT_SOURCE: 'password-reset.prod',
  });
});

test('events that the bus does not take are repeated, and kept for two weeks in a queue with an alarm', () => {
  const retries = resources<{ FunctionName: unknown; MaximumRetryAttempts: number; DestinationConfig: unknown }>(
    template,
    'AWS::Lambda::EventInvokeConfig',
  ).filter(([, { Properties }]) => JSON.stringify(Properties.FunctionName).includes('eventpublisher'));
  const [, { Properties }] = only(retries);
  expect(Properties).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 21_600 });
  const [, queueId = ''] = /"Fn::GetAtt":\["(\w+)"/.exec(JSON.stringify(Properties.DestinationConfig)) ?? [];
  expect(template.findResources('AWS::SQS::Queue')[queueId]?.Properties).toEqual({
    KmsMasterKeyId: expect.anything(),
    MessageRetentionPeriod: 1_209_600,
  });
  const alarms = resources<{ AlarmName: string; MetricName: string }>(template, 'AWS::CloudWatch::Alarm').filter(
    ([, { Properties: alarm }]) => alarm.AlarmName.includes('events-given-up'),
  );
  expect(alarms.map(([, { Properties: alarm }]) => [alarm.AlarmName, alarm.MetricName])).toEqual([
    ['password-reset-prod-events-given-up-by-the-bus', 'ApproximateNumberOfMessagesVisible'],
    ['password-reset-prod-events-given-up-by-the-log', 'DeliveryErrors'],
  ]);
});

test.each([
  ['arn:aws:sns:eu-central-1:210987654321:apps', /eventBus: must be off, default, or the ARN of an event bus/],
  ['apps', /eventBus: must be off, default, or the ARN/],
  [ARN.replace('eu-central-1', 'eu-west-1'), /eventBus: is in eu-west-1, and this stage in eu-central-1/],
])('%s is refused, with how to fix it', (eventBus, message) => {
  expect(() => checkSettings(prod, { eventBus, region: 'eu-central-1' })).toThrow(message);
});

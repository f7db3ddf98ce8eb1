import { gunzipSync } from 'node:zlib';
import type { AsynchronousInvocations } from '../../../local/asynchronous-invocations.ts';
import { parseLogFilter } from '../../../local/emulators/log-filter.ts';
import type { Functions } from '../../../local/functions.ts';
import { LogSubscriptions } from '../../../local/log-subscriptions.ts';
import { Template } from '../../../local/template.ts';
import { until } from '../../time.ts';

const line = (event: string) => JSON.stringify({ audit: { event } });

test.each([
  ['{ $.audit.event = "*" }', [true, true, false, false]],
  ['{ $.audit.event = "a" }', [true, false, false, false]],
  ['{ ($.audit.event = "a") || ($.audit.event = "b") }', [true, true, false, false]],
])('%s lets lines of JSON with these values pass', (pattern, expected) => {
  const lines = [line('a'), line('b'), '{"audit":1}', 'a'];
  expect(lines.map(parseLogFilter(pattern))).toEqual(expected);
});

test.each(['a', '{ $.a != "b" }', '{ $.a = "b" && $.c = "d" }'])('%s is not known, and is an error', (pattern) => {
  expect(() => parseLogFilter(pattern)).toThrow('the laptop cloud knows only');
});

const subscription = (DestinationArn: string) => ({
  Type: 'AWS::Logs::SubscriptionFilter',
  Properties: {
    LogGroupName: '/audit/password-reset-laptop-trail',
    FilterName: 'apps',
    FilterPattern: '{ $.audit.event = "a" }',
    DestinationArn,
  },
});

function subscribed(resources: Record<string, object>) {
  const listeners = new Set<(written: string) => void>();
  const sent: { name: string; event: { awslogs: { data: string } } }[] = [];
  const functions = {
    byStem: (stem: string) =>
      stem === 'audit-consumer' && {
        onLine: (listener: (written: string) => void) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
    named: (name: string) => name,
  } as unknown as Functions;
  const invocations = {
    send: (name: string, event: { awslogs: { data: string } }) => sent.push({ name, event }),
  } as unknown as AsynchronousInvocations;
  const template = new Template({ Resources: resources });
  const subscriptions = new LogSubscriptions({ template, functions, logs: '', warn: () => {} }, invocations);
  return { subscriptions, sent, write: (written: string) => listeners.forEach((listener) => listener(written)) };
}

test('lines of a log that pass come together to the subscribed function, packed as CloudWatch Logs does', async () => {
  const { subscriptions, sent, write } = subscribed({
    Sub: subscription('arn:aws:lambda:us-east-1:000000000000:function:reader'),
  });
  for (const event of ['a', 'b', 'a']) write(line(event));
  await until(() => sent.length > 0);
  const [{ name, event }] = sent as [(typeof sent)[number]];
  const data = JSON.parse(gunzipSync(Buffer.from(event.awslogs.data, 'base64')).toString()) as {
    logEvents: { message: string }[];
  };
  expect(name).toBe('reader');
  expect(data).toMatchObject({ messageType: 'DATA_MESSAGE', subscriptionFilters: ['apps'] });
  expect(data.logEvents.map(({ message }) => message)).toEqual([line('a'), line('a')]);
  await subscriptions.stop();
  write(line('a'));
  expect(sent).toHaveLength(1);
});

test('a subscription of another service has no effect', () => {
  const { write, sent } = subscribed({ Sub: subscription('arn:aws:firehose:us-east-1:000000000000:deliverystream/a') });
  write(line('a'));
  expect(sent).toEqual([]);
});

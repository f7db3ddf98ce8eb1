import { readdirSync, readFileSync } from 'node:fs';
import { mailConsumer } from '../../functions/operations/background/mail-consumer.ts';
import { metricNamespace } from '../../functions/runtime/metrics.ts';
import { type OperationId, operations } from '../../functions/operations/index.ts';
import { Counts } from '../../lib/constructs/observability/counts.ts';
import {
  countedByAuditConsumer,
  countedByMailConsumer,
  countedByOperation,
  countedByRedelivery,
  emfOfBreachOutage,
  emfOfMailCeiling,
  namesIn,
} from './counted-by-functions.ts';
import { countedByMailEvents } from './counted-by-mail-events.ts';
import { functionsOf, only, resources, synthesized } from './synthesized.ts';

const template = synthesized('dev', {
  profile: 'full',
  waf: 'false',
  auditArchive: 'off',
  alarms: 'true',
  dashboard: 'true',
  breachedPasswordsUrl: 'https://api.pwnedpasswords.com/range',
});
const variables = [...functionsOf(template, 'dev').values()].flatMap(({ Environment }) =>
  Object.entries(Environment.Variables),
);
const before = { ...process.env };

beforeAll(() => {
  for (const [name, value] of variables)
    process.env[name] = typeof value === 'string' ? value : 'https://deployed.example.com';
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  });
});
afterAll(() => {
  process.env = before;
});

/** Every metric of ours that an alarm or a widget reads, as `service metric`. */
function readMetrics(): Set<string> {
  const namespace = metricNamespace('dev');
  const read = new Set<string>();
  interface Metric {
    readonly Namespace: string;
    readonly MetricName: string;
    readonly Dimensions?: { Name: string; Value: unknown }[];
  }
  const alarms = resources<Metric & { Metrics?: { MetricStat?: { Metric: Metric } }[] }>(
    template,
    'AWS::CloudWatch::Alarm',
  ).flatMap(([, { Properties }]) => [
    Properties as Metric,
    ...(Properties.Metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric ?? []),
  ]);
  for (const { Namespace, MetricName, Dimensions } of alarms.filter((metric) => metric.Namespace === namespace)) {
    expect(Namespace).toBe(namespace);
    expect(Dimensions?.map(({ Name }) => Name)).toEqual(['service']);
    read.add(`${String(Dimensions?.[0]?.Value)} ${MetricName}`);
  }
  const [, board] = only(
    resources<{ DashboardBody: { 'Fn::Join': [string, unknown[]] } }>(template, 'AWS::CloudWatch::Dashboard'),
  );
  const body = board.Properties.DashboardBody['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : 'x'))
    .join('');
  const { widgets } = JSON.parse(body) as { widgets: { properties: { metrics?: unknown[][] } }[] };
  for (const [name, metric, dimension, service] of widgets.flatMap(({ properties }) => properties.metrics ?? [])) {
    if (name !== namespace) continue;
    expect(dimension).toBe('service');
    read.add(`${String(service)} ${String(metric)}`);
  }
  return read;
}

test('every metric that an alarm or a widget reads is counted by the function that it names', async () => {
  const counted = new Set<string>();
  const add = (service: string, names: Iterable<string>) => {
    for (const name of names) counted.add(`${service} ${name}`);
  };
  for (const id of Object.keys(operations) as OperationId[]) add(id, await countedByOperation(id));
  add('audit-consumer', await countedByAuditConsumer());
  add('mail-consumer', await countedByMailConsumer());
  add('redelivery', await countedByRedelivery());
  add('mail-events', await countedByMailEvents());
  add('complete-reset', namesIn(await emfOfBreachOutage()));

  const read = readMetrics();
  expect(read.size).toBeGreaterThan(40);
  expect([...read].filter((metric) => !counted.has(metric)).sort()).toEqual([]);
});

test('a metric has one dimension, the name of its function, and its name is a literal of the code', async () => {
  const record = await emfOfMailCeiling(mailConsumer);
  expect(record._aws.CloudWatchMetrics.map(({ Dimensions }) => Dimensions)).toEqual([[['service']]]);
  expect(record).toMatchObject({ service: 'mail-consumer', 'mail-ceiling': 1 });
  for (const metric of readMetrics()) expect(metric).toMatch(/^[a-z-]+ [a-z_-]+$/);
});

test('no function adds a dimension, a metric with a computed name, or trace data', () => {
  const folder = new URL('../../functions/', import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const audited =
    /addDimension|setDefaultDimensions|singleMetric|addMetadata|putMetadata|addAnnotation|putAnnotation|captureAWS|powertools\/tracer|xray-sdk/;
  const found = sources.filter((path) => audited.test(readFileSync(new URL(path, folder), 'utf8')));
  expect(sources.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
  const adding = sources.filter((path) => readFileSync(new URL(path, folder), 'utf8').includes('addMetric('));
  expect(adding).toEqual(['runtime/telemetry.ts']);
});

test('a metric that a function does not count is a compile error', () => {
  const counts = new Counts('dev');
  expect(counts.of('verify-otp', 'otp-rejected').metricName).toBe('otp-rejected');
  // @ts-expect-error a typo
  expect(counts.of('verify-otp', 'otp-rejectd').metricName).toBe('otp-rejectd');
  // @ts-expect-error the audit consumer counts it
  expect(counts.of('mail-consumer', 'otp_mailed').metricName).toBe('otp_mailed');
});

import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CloudWatchLogs } from '../../../../cli/audit/cloudwatch-logs.ts';
import { allEvents } from '../../../../cli/audit/trail.ts';
import { CLIENT } from '../../local/emulators/temporary-folder.ts';

interface Call {
  readonly action: string;
  readonly body: Record<string, unknown>;
}

/** Answers as CloudWatch Logs does over the wire; what it answers is set by each test. */
let answer: (call: Call) => object;
const calls: Call[] = [];
let server: Server;
let client: CloudWatchLogsClient;

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const call = { action, body: JSON.parse(body) as Record<string, unknown> };
      calls.push(call);
      response.setHeader('Content-Type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify(answer(call)));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  client = new CloudWatchLogsClient({ ...CLIENT, endpoint: `http://127.0.0.1:${port}` });
});

beforeEach(() => void calls.splice(0));
afterAll(() => {
  client.destroy();
  server.close();
});

const progress: string[] = [];
const trail = () =>
  new CloudWatchLogs('stage dev', client, {
    logGroups: ['/aws/lambda/a', '/aws/lambda/b'],
    progress: (line) => progress.push(line),
    pollEvery: 1,
  });

const period = { start: new Date('2026-11-01T00:00:00.000Z'), end: new Date('2026-12-01T00:00:00.000Z') };

test('starts the query on the groups and the period, waits for its end and gives its rows', async () => {
  let polls = 0;
  answer = ({ action }) => {
    if (action === 'StartQuery') return { queryId: 'query-1' };
    polls += 1;
    return polls < 3
      ? { status: polls === 1 ? 'Scheduled' : 'Running', results: [] }
      : {
          status: 'Complete',
          results: [
            [
              { field: '@message', value: '{}' },
              { field: '@ptr', value: 'CloudWatch’s own' },
            ],
            [{ field: 'empty' }],
          ],
        };
  };
  expect(await trail().run([{ text: 'fields @message', period, about: period }])).toEqual([[{ '@message': '{}' }, {}]]);
  expect(calls.map(({ action }) => action)).toEqual([
    'StartQuery',
    'GetQueryResults',
    'GetQueryResults',
    'GetQueryResults',
  ]);
  expect(calls[0]?.body).toEqual({
    logGroupNames: ['/aws/lambda/a', '/aws/lambda/b'],
    queryString: 'fields @message',
    startTime: period.start.getTime() / 1000,
    endTime: period.end.getTime() / 1000 - 1,
  });
});

test.each(['Failed', 'Timeout', 'Cancelled'])(
  'a query that ends as %s is a finding, and is stopped',
  async (status) => {
    answer = ({ action }) => (action === 'StartQuery' ? { queryId: 'query-1' } : { status });
    await expect(trail().run([{ text: 'fields @message', period, about: period }])).rejects.toThrow(
      `the query ended as ${status}`,
    );
    expect(calls.at(-1)).toEqual({ action: 'StopQuery', body: { queryId: 'query-1' } });
  },
);

test('where there are more events than one answer holds, the period is halved until none is left out', async () => {
  const DAY = 86_400;
  const first = period.start.getTime() / 1000;
  const times = new Map<string, readonly [number, number]>();
  answer = ({ action, body }) => {
    if (action === 'StartQuery') {
      const queryId = `query-${times.size}`;
      times.set(queryId, [Number(body['startTime']), Number(body['endTime'])]);
      return { queryId };
    }
    const [start, end] = times.get(String(body['queryId'])) ?? [0, 0];
    // 600 events a day, 18,000 a month.
    const results = [];
    for (let second = first; second < first + 30 * DAY && results.length < 10_000; second += DAY / 600)
      if (second >= start && second <= end) results.push([{ field: '@message', value: String(second) }]);
    return { status: 'Complete', results };
  };
  const rows = await allEvents(trail(), period);
  expect(rows).toHaveLength(18_000);
  expect(new Set(rows.map((row) => row['@message'])).size).toBe(18_000);
  expect(rows[0]).toEqual({ '@message': String(first) });
});

test('a second with more events than can be read is a finding, and not a part', async () => {
  const results = Array.from({ length: 10_000 }, () => [{ field: '@message', value: '{}' }]);
  answer = ({ action }) => (action === 'StartQuery' ? { queryId: 'query-1' } : { status: 'Complete', results });
  await expect(allEvents(trail(), { start: new Date(0), end: new Date(2000) })).rejects.toThrow(
    '10000 events or more in one second',
  );
});

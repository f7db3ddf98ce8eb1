import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventBus } from '../../../local/event-bus.ts';
import type { Functions } from '../../../local/functions.ts';
import type { InvocationResult } from '../../../local/lambda/invocation.ts';
import { Template } from '../../../local/template.ts';
import { until } from '../../time.ts';
import { temporaryFolder } from './emulators/temporary-folder.ts';

const logs = temporaryFolder();
const resourcesOf = (pattern: object) => ({
  Listener: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'listener' } },
  Lost: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'lost' } },
  Retries: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: { Ref: 'Listener' },
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Lost', 'Arn'] } } },
    },
  },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: { EventPattern: pattern, Targets: [{ Id: 'a', Arn: { 'Fn::GetAtt': ['Listener', 'Arn'] } }] },
  },
  Schedule: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 minute)', Targets: [] } },
});

function busOf(pattern: object, answer: (attempt: number) => boolean) {
  const invocations: unknown[] = [];
  const pool = {
    definition: { stem: 'listener', arn: 'arn:listener' },
    invoke: (payload: string): Promise<InvocationResult> => {
      invocations.push(JSON.parse(payload));
      const error = { errorType: 'Error', errorMessage: 'no' };
      return Promise.resolve(answer(invocations.length) ? { ok: true, payload: 'null' } : { ok: false, error });
    },
  };
  const named = (name: string) => {
    if (name !== 'listener') throw new Error(`no function ${name}`);
    return pool;
  };
  const functions = { named } as unknown as Functions;
  const template = new Template({ Resources: resourcesOf(pattern) });
  return { bus: new EventBus({ template, functions, logs, warn: () => {} }), invocations };
}

const event = { source: 'aws.ses', account: '1', detail: { mail: { tags: { 'ses:configuration-set': ['set'] } } } };
const pattern = { source: ['aws.ses'], detail: { mail: { tags: { 'ses:configuration-set': ['set'] } } } };

test('an event comes whole to the function of the rule that it matches', async () => {
  const { bus, invocations } = busOf(pattern, () => true);
  bus.put(event);
  bus.put({ ...event, source: 'com.example' });
  bus.put({ source: 'aws.ses', detail: {} });
  await sleep(20);
  expect(invocations).toEqual([event]);
  await bus.stop();
});

test('a function that fails is given the event again', async () => {
  const { bus, invocations } = busOf(pattern, (attempt) => attempt === 2);
  bus.put(event);
  await until(() => invocations.length === 2);
  expect(invocations).toEqual([event, event]);
  expect(readdirSync(logs)).toEqual([]);
  await bus.stop();
});

test('an event that fails as often as the template allows goes to the queue', async () => {
  const { bus, invocations } = busOf(pattern, () => false);
  bus.put(event);
  await until(() => existsSync(join(logs, 'lost.jsonl')));
  expect(invocations).toHaveLength(2);
  const lines = readFileSync(join(logs, 'lost.jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 }, requestPayload: event },
  ]);
  await bus.stop();
});

test('an unknown pattern is an error at the start', () => {
  expect(() => busOf({ source: [{ suffix: 'ses' }] }, () => true)).toThrow('source: {"suffix":"ses"}');
});

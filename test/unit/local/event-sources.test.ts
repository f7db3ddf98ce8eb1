import { join } from 'node:path';
import { startEventSources } from '../../../local/event-sources.ts';
import type { Functions } from '../../../local/functions.ts';
import type { InvocationResult } from '../../../local/lambda/invocation.ts';
import { StreamLog } from '../../../local/emulators/table-stream.ts';
import { Template } from '../../../local/template.ts';
import { until } from '../../time.ts';
import { temporaryFolder } from './emulators/temporary-folder.ts';

const folder = temporaryFolder();

const mapping = (functionName: string, properties: object) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    EventSourceArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/resets/stream/local',
    FunctionName: functionName,
    ...properties,
  },
});

test('the window of a mapping is the template’s, and a mapping without one gets each record as it comes', async () => {
  const sizes: Record<string, number[]> = { prompt: [], gathering: [] };
  const named = (name: string) => ({
    definition: { name, stem: name },
    invoke: (payload: string): Promise<InvocationResult> => {
      sizes[name]?.push((JSON.parse(payload) as { Records: unknown[] }).Records.length);
      return Promise.resolve({ ok: true, payload: 'null' });
    },
  });
  const stream = StreamLog.open(join(folder, 'stream.jsonl'), 'resets');
  const sources = startEventSources({
    template: new Template({
      Resources: {
        Prompt: mapping('prompt', { BatchSize: 10 }),
        // As text, which CloudFormation takes for a number too.
        Gathering: mapping('gathering', { BatchSize: '10', MaximumBatchingWindowInSeconds: '3' }),
      },
    }),
    functions: { named } as unknown as Functions,
    stream: () => stream,
    checkpoints: folder,
    logs: folder,
    warn: () => {},
  });
  for (let count = 0; count < 3; count += 1) {
    await stream.append({ eventName: 'INSERT', images: { NewImage: { key: { S: String(count) } } } });
    await until(() => sizes['prompt']?.length === count + 1);
  }
  expect(sizes).toEqual({ prompt: [1, 1, 1], gathering: [] });
  await sources.idle();
  expect(sizes).toEqual({ prompt: [1, 1, 1], gathering: [3] });
  await sources.stop();
  await stream.close();
});

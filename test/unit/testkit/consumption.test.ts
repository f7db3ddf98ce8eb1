import { consumptionsOf, holdAnswers, sequentialCalls } from '../../../testkit/wire/consumption.ts';
import { close, listen, serve } from '../../../local/emulators/loopback.ts';
import { type WireCall, WireProxy } from '../../../testkit/wire/wire-proxy.ts';

/** Makes calls in a chain of these sizes: those of one link at once, each link after the one before. */
async function chainOf(links: readonly number[], hold: number): Promise<readonly WireCall[]> {
  const service = serve(async (_request, response) => void response.end('{}'));
  const { proxy, url } = await WireProxy.start(await listen(service, 0));
  if (hold > 0) holdAnswers(proxy, hold);
  try {
    for (const size of links) await Promise.all(Array.from({ length: size }, () => fetch(url).then((it) => it.text())));
    return proxy.calls;
  } finally {
    await proxy.stop();
    await close(service);
  }
}

test.each([
  [[1, 1, 1], 3],
  [[3], 1],
  [[1, 4, 2, 1], 4],
])('calls in links of %j, with their answers held back, are %d in a row', async (links, expected) => {
  expect(sequentialCalls(await chainOf(links, 800))).toBe(expected);
});

test('calls at once that a busy machine delays count as one, and only because their answers are held back', () => {
  const call = (begun: number, ended: number): WireCall => ({
    method: 'POST',
    path: '/',
    operation: 'GetItem',
    caller: 'verify-otp',
    body: '{"TableName":"a-resets"}',
    begun,
    ended,
    status: 200,
    answer: '{"ConsumedCapacity":{"CapacityUnits":1}}',
  });
  // The second call was issued together with the first, and reached the wire 40 ms later.
  expect(sequentialCalls([call(0, 5), call(40, 45)])).toBe(2);
  expect(sequentialCalls([call(0, 305), call(40, 345)])).toBe(1);
  expect(consumptionsOf([call(0, 305), call(40, 345)])).toEqual([
    { caller: 'verify-otp', calls: ['GetItem resets', 'GetItem resets'], writeUnits: 0, readUnits: 2, sequential: 1 },
  ]);
});

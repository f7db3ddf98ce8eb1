import { Batches } from '../../../../local/emulators/batches.ts';

let clock = 0;
const batchesOf = (size: number, windowMs: number) => new Batches<string>({ size, windowMs, now: () => clock });

test('without a window records are due at once, and never more than a batch holds', () => {
  const batches = batchesOf(2, 0);
  batches.add(['a', 'b', 'c']);
  expect([batches.take(), batches.take(), batches.take()]).toEqual([['a', 'b'], ['c'], undefined]);
});

test('a batch waits until the window is over that its first record opened', () => {
  const batches = batchesOf(3, 1000);
  expect(batches.dueIn).toBeUndefined();
  clock += 5000;
  batches.add([]);
  expect(batches.dueIn).toBeUndefined();
  clock += 700;
  batches.add(['a']);
  expect([batches.take(), batches.dueIn]).toEqual([undefined, 1000]);
  clock += 600;
  batches.add(['b']);
  expect([batches.take(), batches.dueIn]).toEqual([undefined, 400]);
  clock += 400;
  expect([batches.take(), batches.dueIn]).toEqual([['a', 'b'], undefined]);
});

test('a full batch is due at once, and the rest waits for a window of its own', () => {
  const batches = batchesOf(2, 1000);
  batches.add(['a']);
  clock += 900;
  batches.add(['b', 'c']);
  expect([batches.take(), batches.take(), batches.dueIn]).toEqual([['a', 'b'], undefined, 1000]);
  clock += 1000;
  expect(batches.take()).toEqual(['c']);
});

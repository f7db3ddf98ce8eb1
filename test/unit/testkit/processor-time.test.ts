import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { processorTime } from '../../../testkit/measuring/processor-time.ts';
import { processorTimeOfTree } from '../../../testkit/measuring/processor-time.ts';

function burn(milliseconds: number): void {
  const began = process.cpuUsage();
  while (process.cpuUsage(began).user < milliseconds * 1000);
}

/** No other system tells. */
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('processor time', () => {
  test('has what a process does', () => {
    const before = processorTime(process.pid) ?? Number.NaN;
    burn(100);
    expect((processorTime(process.pid) ?? Number.NaN) - before).toBeGreaterThan(90);
  });

  test('of a tree has what a process has started, and tells it apart', async () => {
    const child = spawn(
      process.execPath,
      [
        '-e',
        'const end = Date.now() + 300; while (Date.now() < end); console.log("done"); setInterval(() => {}, 1000)',
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    try {
      await once(child.stdout, 'data');
      const own = processorTime(process.pid);
      const { all, descendants } = processorTimeOfTree(process.pid) ?? { all: Number.NaN, descendants: Number.NaN };
      expect(descendants).toBeGreaterThan(50);
      // Sums, because the difference of two would be rounded.
      expect(all).toBeGreaterThanOrEqual((own ?? Number.NaN) + descendants);
    } finally {
      child.kill();
    }
  });
});

test('a process that is not there has no time', () => {
  expect(processorTime(undefined)).toBeUndefined();
  expect(processorTimeOfTree(undefined)).toBeUndefined();
});

import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { GCProfiler, getHeapStatistics } from 'node:v8';

/**
 * Loaded before a function's code. The first SIGUSR2 starts to count allocated bytes; the second writes them and
 * starts a profile; the third writes that. The files are named by `PROBE_FILE` with the endings `.json` and
 * `.cpuprofile`.
 */

/** Microseconds between two samples of the profile. */
const INTERVAL = 500;

const { PROBE_FILE: file = '' } = process.env;
const collections = new GCProfiler();
const session = new Session();

let usedAtStart = 0;

const used = (): number => getHeapStatistics().used_heap_size;

/** Bytes on the heap now, and those that collections took off it, less what was there. */
function allocated(): number {
  const { statistics } = collections.stop();
  const freed = statistics.map(
    ({ beforeGC, afterGC }) => beforeGC.heapStatistics.usedHeapSize - afterGC.heapStatistics.usedHeapSize,
  );
  return used() - usedAtStart + freed.reduce((sum, bytes) => sum + bytes, 0);
}

const steps = [
  async () => {
    collections.start();
    usedAtStart = used();
  },
  async () => {
    writeFileSync(`${file}.json`, JSON.stringify({ allocated: allocated() }));
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
    await session.post('Profiler.start');
  },
  async () => {
    const { profile } = await session.post('Profiler.stop');
    writeFileSync(`${file}.cpuprofile`, JSON.stringify(profile));
  },
];

process.on('SIGUSR2', () => void steps.shift()?.());

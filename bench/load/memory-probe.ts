import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Loaded before a function's code: writes the memory of its process to `MEMORY_FILE` at regular times. */

/** Milliseconds; a collection takes about ten of them. */
const PAUSE = 5000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const { MEMORY_FILE = '', MEMORY_STEM: stem } = process.env;

setInterval(() => {
  const { rss: resident } = process.memoryUsage();
  collectGarbage();
  const { heapUsed: living } = process.memoryUsage();
  appendFileSync(MEMORY_FILE, `${JSON.stringify({ stem, pid: process.pid, living, resident })}\n`);
}, PAUSE).unref();

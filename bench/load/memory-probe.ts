import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Loaded before a function's code: notes the memory of its process at regular times, to the file that `MEMORY_FILE` names. */

/** Milliseconds; a collection takes some ten of them. */
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

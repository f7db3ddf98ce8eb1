import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds without a new log line after which nothing is under way. */
const QUIET = 400;
const LONGEST_WAIT = 60_000;
const UNSEEN_QUIET = 3000;

/** Waits until the work behind the stream is done: until the logs of the functions, where they can be read, rest. */
export async function quiet(logs: string | undefined): Promise<void> {
  if (logs === undefined) return sleep(UNSEEN_QUIET);
  const deadline = Date.now() + LONGEST_WAIT;
  let size = -1;
  while (Date.now() < deadline) {
    const now = readdirSync(logs).reduce((sum, name) => sum + statSync(join(logs, name)).size, 0);
    if (now === size) return;
    size = now;
    await sleep(QUIET);
  }
}

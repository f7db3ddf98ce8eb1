import { setTimeout as sleep } from 'node:timers/promises';

/** Reads until nothing has changed for a second: what is pending is then written. */
export async function settled(read: () => Promise<readonly string[]>): Promise<readonly string[]> {
  let present = await read();
  for (let last = ''; last !== present.join(); present = await read()) {
    last = present.join();
    await sleep(1000);
  }
  return present;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { readBody, sendJson } from './loopback.ts';

/** Below the timeout of the functions' clients by far more than a test needs. */
const LONGEST_MS = 10_000;

const wish = z.strictObject({ milliseconds: z.int().min(0).max(LONGEST_MS), containing: z.string().min(1).optional() });

/** Slows calls on items: races show only on a slow store. */
export class TableDelay {
  /** Where a test asks for a delay, with `POST {"milliseconds", "containing"?}`; 0 ends it. */
  static readonly PATH = '/_test/delay';

  #milliseconds: number;
  #containing = '';

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /**
   * From now on every call waits, or only those whose body holds the text `containing`, such as the name of an audit
   * event.
   */
  set(milliseconds: number, containing = ''): void {
    this.#milliseconds = milliseconds;
    this.#containing = containing;
  }

  async wait(body: Buffer): Promise<void> {
    if (this.#milliseconds > 0 && body.includes(this.#containing)) await sleep(this.#milliseconds);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = wish.safeParse(parsed(await readBody(request)));
    if (request.method !== 'POST' || !asked.success) {
      return sendJson(response, 400, { error: `POST {"milliseconds": 0 to ${LONGEST_MS}, "containing"?: text}` });
    }
    this.set(asked.data.milliseconds, asked.data.containing);
    return sendJson(response, 200, asked.data);
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

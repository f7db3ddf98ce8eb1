import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ACCOUNT, REGION } from '../account.ts';
import { close, listen, readBody, sendJson, serve } from './loopback.ts';
import type { EventBridgeEvent } from './ses-events.ts';

const TARGET = 'AWSEvents.PutEvents';
const JSON_1_1 = 'application/x-amz-json-1.1';

const MOST_ENTRIES = 10;

const inputSchema = z.object({
  Entries: z
    .array(
      z.object({
        Source: z.string().min(1),
        DetailType: z.string().min(1),
        Detail: z.string(),
        /** Epoch seconds. */
        Time: z.number().optional(),
        EventBusName: z.string().default('default'),
      }),
    )
    .min(1)
    .max(MOST_ENTRIES),
});

/** File with every event that any bus got, beside the logs. */
export const EVENTS_FILE = 'event-bus.jsonl';

export interface EventBridge {
  readonly url: string;
  /** Takes the events of the default bus from now on. */
  publishTo(publish: (event: EventBridgeEvent) => void): void;
  stop(): Promise<void>;
}

/**
 * PutEvents of EventBridge over its wire protocol, on 127.0.0.1. Each event is written to `event-bus.jsonl` in the
 * form in which a target gets it.
 */
export async function startEventBridge({
  port,
  logs,
}: {
  readonly port: number;
  readonly logs: string;
}): Promise<EventBridge> {
  let publish: (event: EventBridgeEvent) => void = () => {};
  const server = serve(async (request, response) => {
    const input = inputSchema.safeParse(JSON.parse((await readBody(request)).toString() || '{}'));
    if (request.headers['x-amz-target'] !== TARGET || !input.success) {
      const message = `the laptop cloud knows only PutEvents with 1 to ${MOST_ENTRIES} entries`;
      return sendJson(response, 400, { __type: 'ValidationException', message }, JSON_1_1);
    }
    const events = input.data.Entries.map((entry) => ({ bus: entry.EventBusName, event: eventOf(entry) }));
    for (const { bus, event } of events) {
      appendFileSync(join(logs, EVENTS_FILE), `${JSON.stringify(event)}\n`);
      if (bus === 'default') publish(event);
    }
    const Entries = events.map(({ event }) => ({ EventId: event.id }));
    return sendJson(response, 200, { FailedEntryCount: 0, Entries }, JSON_1_1);
  });
  const url = await listen(server, port);
  return { url, publishTo: (to) => (publish = to), stop: () => close(server) };
}

const eventOf = ({ Source, DetailType, Detail, Time }: z.output<typeof inputSchema>['Entries'][number]) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': DetailType,
  source: Source,
  account: ACCOUNT,
  time: new Date(Time === undefined ? Date.now() : Time * 1000).toISOString().replace(/\.\d+/, ''),
  region: REGION,
  resources: [],
  detail: JSON.parse(Detail) as unknown,
});

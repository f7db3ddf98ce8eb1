import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { close, listen, readBody, sendJson, serve } from './loopback.ts';

const TARGET = 'Logs_20140328.FilterLogEvents';
const JSON_1_1 = 'application/x-amz-json-1.1';

/** The one pattern that is known: lines with an audit event. */
const EVENTS = '{ $.audit.digest = "*" }';

const AUDIT = '{"audit":';

interface Input {
  readonly logGroupName: string;
  readonly filterPattern: string;
  /** Epoch milliseconds, both inclusive. */
  readonly startTime: number;
  readonly endTime: number;
}

/**
 * FilterLogEvents of CloudWatch Logs over its wire protocol, on 127.0.0.1, for audit events: the files that functions
 * log to have no time for a line, so that of the event counts.
 *
 * @param logs folder with a file `<function>.jsonl` for each function
 */
export async function startLogReader(logs: string): Promise<{ url: string; stop(): Promise<void> }> {
  const server = serve(async (request, response) => {
    const input = JSON.parse((await readBody(request)).toString() || '{}') as Input;
    const isKnown = request.headers['x-amz-target'] === TARGET && input.filterPattern === EVENTS;
    if (isKnown) return sendJson(response, 200, { events: eventsOf(logs, input) }, JSON_1_1);
    const message = `the laptop cloud knows only FilterLogEvents with ${EVENTS}`;
    return sendJson(response, 400, { __type: 'InvalidParameterException', message }, JSON_1_1);
  });
  const url = await listen(server, 0);
  return { url, stop: () => close(server) };
}

/** Name of the function that logs to a group. The audit consumer's has a name of its own: lib/stage-names.ts. */
export const fileOfLogGroup = (logGroupName: string): string =>
  logGroupName.startsWith('/audit/')
    ? 'audit-consumer'
    : logGroupName.replace(/^\/aws\/lambda\/password-reset-[^-]+-/, '');

function eventsOf(logs: string, { logGroupName, startTime, endTime }: Input): { timestamp: number; message: string }[] {
  const file = join(logs, `${fileOfLogGroup(logGroupName)}.jsonl`);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line.startsWith(AUDIT))
    .map((message) => ({ message, timestamp: Date.parse(/"at":"([^"]+)"/.exec(message)?.[1] ?? '') }))
    .filter(({ timestamp }) => timestamp >= startTime && timestamp <= endTime);
}

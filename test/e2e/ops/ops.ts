import { setTimeout as sleep } from 'node:timers/promises';
import { commands } from '../../../cli/ops/commands.ts';
import type { PublishedEvent } from '../../../functions/domain/published-event.ts';
import type { Deployment } from '../../../testkit/deployment/deployment.ts';
import { logLines } from '../../../testkit/deployment/log-lines.ts';
import { type Ran, runWith } from '../../unit/ops/run-with.ts';

/** Runs a command on the deployment under test. An order without a reason gets one. */
export function ops(...args: readonly string[]): Promise<Ran> {
  const isOrder = 'reason' in (commands.get(args.slice(0, 2).join(' '))?.options ?? {});
  const reason = isOrder && !args.includes('--reason') ? ['--reason', 'Test of the commands'] : [];
  return runWith([...args, ...reason, '--endpoints', process.env['ENDPOINTS'] ?? '']);
}

/** Maximum time in milliseconds for the stream to bring an event to the audit trail. */
const PATIENCE = 60_000;

/** Returns the events of the audit trail for which `holds` is true. */
export const audited = ({ endpoints }: Deployment, holds: (event: PublishedEvent) => boolean): PublishedEvent[] =>
  logLines(endpoints.logs)
    .filter((line) => line.startsWith('{"audit":'))
    .map((line) => (JSON.parse(line) as { audit: PublishedEvent }).audit)
    .filter(holds);

/** Waits for more orders with this name than there were before, and returns all of them. */
export async function orders(
  deployment: Deployment,
  name: PublishedEvent['event'],
  before = 0,
): Promise<PublishedEvent[]> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const found = audited(deployment, ({ event }) => event === name);
    if (found.length > before || Date.now() > deadline) return found;
    await sleep(100);
  }
}

import { readFileSync } from 'node:fs';
import { verifyTrail } from '../../../functions/domain/audit-chain.ts';
import { table, UsageError } from '../../ops/outcome.ts';
import type { Command } from '../command.ts';
import { exportedEvents } from '../exported-events.ts';

export const verify: Command = {
  usage: 'FILE [--whole]',
  summary: 'checks that exported events are complete, unaltered and in order',
  details: `FILE is the output of \`run events --format json\` or \`--format csv\`, or JSON lines of a log. The command
checks the digest of each event, its link to the event before it, and the MAC of the audit consumer. It
needs the right to read the key of the MACs.

  --whole    also report requests whose first events are missing; use it for a file with all events of each request`,
  options: { whole: { type: 'boolean' } },
  positionals: [1, 1],
  async run({ place }, given) {
    const [file = ''] = given.positionals;
    const lines = exportedEvents(contentOf(file));
    const { events, duplicates, findings } = verifyTrail(lines, await place.macKeys(), {
      partial: !given.flag('whole'),
    });
    const counts = `${events} events, ${duplicates} of them second deliveries, ${findings.length} findings`;
    if (findings.length === 0) return { text: `${counts}: the trail is complete.`, found: false };
    const rows = findings.map(({ id, finding, reason }) => [finding, id, reason]);
    return { text: `${counts}\n\n${table(['FINDING', 'EVENT', 'REASON'], rows)}`, found: true };
  },
};

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError('FILE', 'cannot be read');
  }
}

import { readFileSync } from 'node:fs';
import { verifyTrail } from '../../../functions/domain/audit-chain.ts';
import { table, UsageError } from '../../ops/outcome.ts';
import type { Command } from '../command.ts';
import { exportedEvents } from '../exported-events.ts';

export const verify: Command = {
  usage: 'FILE [--whole]',
  summary: 'checks that exported events are whole, unaltered and in order',
  details: `FILE is what \`run events --format json\` or \`--format csv\` wrote, or JSON lines of a log. Each event's digest, its link to
the one before it and the audit consumer's MAC are checked; it takes the right to read the key of the MAC.

  --whole    the file holds every request from its beginning, so that a missing beginning is a finding too`,
  options: { whole: { type: 'boolean' } },
  positionals: [1, 1],
  async run({ place }, given) {
    const [file = ''] = given.positionals;
    const lines = exportedEvents(contentOf(file));
    const { events, duplicates, findings } = verifyTrail(lines, await place.macKeys(), {
      partial: !given.flag('whole'),
    });
    const counts = `${events} events, ${duplicates} of them delivered again, ${findings.length} findings`;
    if (findings.length === 0) return { text: `${counts}: the trail is whole.`, found: false };
    const rows = findings.map(({ id, finding, reason }) => [finding, id, reason]);
    return { text: `${counts}\n\n${table(['FAULT', 'EVENT', 'REASON'], rows)}`, found: true };
  },
};

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError('FILE', 'cannot be read');
  }
}

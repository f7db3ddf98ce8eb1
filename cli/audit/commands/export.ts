import { publishedEvent } from '../../../functions/domain/published-event.ts';
import { UsageError } from '../../ops/outcome.ts';
import type { Command } from '../command.ts';
import { OCSF_VERSION, ocsfEvent } from '../ocsf.ts';
import { periodOf } from '../period.ts';
import { readLine } from '../read-line.ts';
import { documentAt } from '../../../lib/instructions.ts';

export const exportEvents: Command = {
  usage: '--ocsf [--since AGE] [--until AGE]',
  summary: 'writes events in the format of another tool, a line of JSON for each',
  details: `  --ocsf         Open Cybersecurity Schema Framework ${OCSF_VERSION}: Authentication (3002) and Account Change (3001);
                 ${documentAt('reference/ocsf.md')} has the events and fields
  --since AGE    start: 30d (default), 12h, 45m, a day such as 2026-11-01, or 2026-11-01T09:30:00Z
  --until AGE    end, in the same forms; default: now

An event that was delivered twice is written twice, with the same metadata.uid. Events that no class fits are
counted and left out. \`run events --format jsonl\` has all events in our own format.`,
  options: { ocsf: { type: 'boolean' }, since: { type: 'string' }, until: { type: 'string' } },
  positionals: [0, 0],
  async run({ place, now, progress, line }, given) {
    if (!given.flag('ocsf')) throw new UsageError('--ocsf', 'is missing; it is the only format besides run events');
    const period = periodOf(given.option('since') ?? '30d', given.option('until'), now);
    const trail = place.trail();
    const schema = publishedEvent();
    let [written, leftOut, broken] = [0, 0, 0];
    for await (const { '@message': text = '' } of trail.events(period)) {
      const read = readLine(text, true);
      const event = read.kind === 'event' ? schema.safeParse(read.audit).data : undefined;
      const mapped = event && ocsfEvent(event);
      if (mapped !== undefined) {
        line(JSON.stringify(mapped));
        written += 1;
      } else if (event === undefined) broken += 1;
      else leftOut += 1;
    }
    const unread = broken + trail.reading.broken;
    progress(`${written} events written, ${leftOut} left out because no class fits, ${unread} broken.`);
    return { text: '', found: unread > 0 || written + leftOut === 0 };
  },
};

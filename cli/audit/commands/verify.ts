import { commandLine } from '../../../lib/instructions.ts';
import { UsageError } from '../../ops/outcome.ts';
import type { Command } from '../command.ts';
import { openInput } from '../verification/input.ts';
import { lastSequencesIn } from '../verification/table-witness.ts';
import { verdictOf, verdictText } from '../verification/verdict.ts';
import { verifyInput } from '../verification/verify-input.ts';
import { untilOf } from '../period.ts';

export const verify: Command = {
  usage: 'FILE [--until INSTANT] [--table] [--whole] [--format text|json]',
  summary: 'checks that exported events are all there, unaltered and in order',
  details: `FILE is the output of \`run events\` (--format jsonl, json or csv), a file with JSON lines of a log, or a folder of
such files, also compressed. The command checks the digest of each event, the MAC of the audit consumer, its
link to the event before it, and the checkpoints, which list all events of a period. It says what it could
not check, and which period is whole. It needs the right to read the key of the MACs.

  --until INSTANT  end of the period that FILE must have, such as 2026-12-01T00:00:00Z; an export names its own
  --table          compare with the last numbers in the table; needs the right to scan it
  --whole          also report requests whose first events are missing; use it for a file with the whole trail
  --format FORMAT  text (default) or json

The exit code is 0 only if a period is shown to be whole and there is no finding.`,
  options: {
    until: { type: 'string' },
    table: { type: 'boolean' },
    whole: { type: 'boolean' },
    format: { type: 'string' },
  },
  sources: {
    FILE: `\`${commandLine('audit', 'run events --since 30d --format jsonl --stage X')} > FILE\` writes it`,
  },
  positionals: [1, 1],
  async run({ place, now }, given) {
    const [file = ''] = given.positionals;
    const format = given.option('format') ?? 'text';
    if (format !== 'text' && format !== 'json') throw new UsageError('--format', 'must be text or json');
    const input = openInput(file);
    const until = untilOf(given.option('until')) ?? input.until;
    const lastSequences = given.flag('table')
      ? await lastSequencesIn(place.documents, place.tables.resets, {
          from: input.from,
          until: until ?? now.toISOString(),
        })
      : undefined;
    const report = await verifyInput(input, {
      keyOf: (version) => place.macKey(version),
      whole: given.flag('whole'),
      lastSequences,
      ...(until !== undefined && { until }),
    });
    const verdict = verdictOf(report);
    const text =
      format === 'json'
        ? JSON.stringify(
            { events: report.events, duplicates: report.duplicates, lines: report.lines, ...verdict },
            null,
            2,
          )
        : verdictText(report, verdict);
    return { text, found: verdict.whole === undefined };
  },
};

import { UsageError } from '../../ops/outcome.ts';
import { readLine } from '../read-line.ts';
import type { Input } from './input.ts';
import { TrailCheck, type TrailCheckOptions, type TrailReport } from './trail-check.ts';
import { commandLine } from '../../../lib/instructions.ts';

export interface InputReport extends TrailReport {
  /** Lines that were read. */
  readonly lines: number;
  /** Lines of a log that are no audit event. */
  readonly otherLines: number;
}

/**
 * Checks the events of an input, which it reads once.
 *
 * @throws {@link UsageError} where the input has no event
 */
export async function verifyInput(
  input: Input,
  options: Omit<TrailCheckOptions, 'from' | 'until'> & { readonly from?: string; readonly until?: string },
  argument = 'FILE',
): Promise<InputReport> {
  const check = new TrailCheck({ from: input.from, until: input.until, ...options });
  let [lines, otherLines, events] = [0, 0, 0];
  for await (const line of input.lines()) {
    if ('reason' in line) {
      check.report({ id: line.place, finding: 'unreadable', reason: line.reason });
      continue;
    }
    lines += 1;
    const read = readLine(line.text, input.eventsOnly);
    if (read.kind === 'other') otherLines += 1;
    else if (read.kind === 'broken')
      check.report({ id: line.place, finding: 'unreadable', reason: 'the line is no whole event' });
    else {
      events += 1;
      await check.add(read.audit);
    }
  }
  const report = check.finish();
  if (events === 0 && (lines === 0 || report.found === 0))
    throw new UsageError(
      argument,
      `has no audit event; export them with \`${commandLine('audit', 'run events --format jsonl')}\``,
    );
  return { ...report, lines, otherLines };
}

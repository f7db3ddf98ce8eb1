import { UsageError } from '../../ops/outcome.ts';
import { exportedEvent } from '../exported-event.ts';
import type { Input } from './input.ts';
import { TrailCheck, type TrailCheckOptions, type TrailReport } from './trail-check.ts';

export interface InputReport extends TrailReport {
  /** Lines that were read. */
  readonly lines: number;
  /** Lines of a log that are no audit event. */
  readonly otherLines: number;
}

/** Parts of an event in a line that is no event: the rest was cut off or overwritten. */
const REMAINS = /"audit"|"digest"\s*:|"macKey"|"outcome"\s*:/;

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
    const found = exportedEvent(line.text);
    if (found.length === 0 && !input.eventsOnly && !REMAINS.test(line.text)) otherLines += 1;
    else if (found.length === 0 || typeof found[0] === 'string')
      check.report({ id: line.place, finding: 'unreadable', reason: 'the line is no whole event' });
    else {
      events += 1;
      await check.add(found[0]);
    }
  }
  const report = check.finish();
  if (events === 0 && (lines === 0 || report.found === 0))
    throw new UsageError(argument, 'has no audit event; export them with `npm run audit -- run events --format jsonl`');
  return { ...report, lines, otherLines };
}

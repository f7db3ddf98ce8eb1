/** Line of a log or an export. */
export type ReadLine =
  /** `audit` is the part below that name, which may be anything; `text` is the line without CloudWatch's own time. */
  | { readonly kind: 'event'; readonly audit: unknown; readonly text: string }
  /** A line of a log that is no event. */
  | { readonly kind: 'other' }
  /** The rest of an event: the line was cut off or overwritten. */
  | { readonly kind: 'broken' };

const AUDIT = '{"audit":';

/** Parts of an event in a line that is no event. */
const REMAINS = /"audit"|"digest"\s*:|"macKey"/;

/** Part of an event, and of records that functions log about mails. Those are whole. */
const OUTCOME = /"outcome"\s*:/;

/**
 * Reads one line.
 *
 * @param eventsOnly whether each line must be an event, as in an export or the archive
 */
export function readLine(line: string, eventsOnly: boolean): ReadLine {
  const start = line.indexOf(AUDIT);
  if (start === -1) return eventsOnly || isRemains(line) ? { kind: 'broken' } : { kind: 'other' };
  const text = start === 0 ? line : line.slice(start);
  const json = parsed(text);
  if (typeof json !== 'object' || json === null || !('audit' in json)) return { kind: 'broken' };
  return { kind: 'event', audit: json.audit, text };
}

const isRemains = (line: string): boolean =>
  REMAINS.test(line) || (OUTCOME.test(line) && parsed(line.slice(line.indexOf('{'))) === undefined);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

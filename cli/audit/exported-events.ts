import { parse } from 'csv-parse/sync';
import { UsageError } from '../ops/outcome.ts';

/**
 * The events in an export: JSON lines as they stand in a log, or what `run events` wrote as JSON or CSV. Lines of a log
 * that are no audit events are passed over; a broken one is kept as its text, so that the check finds it.
 *
 * @throws {@link UsageError} where the file holds no event
 */
export function exportedEvents(text: string): unknown[] {
  const events = messagesIn(text).flatMap(exportedEvent);
  if (events.length === 0)
    throw new UsageError('FILE', 'holds no audit event; `npm run audit -- run events --format json` writes some');
  return events;
}

/** The apostrophe is what keeps a spreadsheet from taking `@` for a formula. */
const CSV_HEADER = /^'?@timestamp,'?@message\r?\n/;

function messagesIn(text: string): readonly string[] {
  const document = parsed(text);
  if (typeof document === 'object' && document !== null && 'rows' in document && Array.isArray(document.rows))
    return document.rows.map(messageOf);
  if (CSV_HEADER.test(text)) return rowsOfCsv(text).map(messageOf);
  return text.split('\n').filter((line) => line.trim() !== '');
}

function rowsOfCsv(text: string): unknown[] {
  try {
    return parse(text, {
      columns: (names: string[]) => names.map((name) => name.replace(/^'/, '')),
      recordDelimiter: ['\r\n', '\n'],
      relaxColumnCount: true,
    });
  } catch {
    throw new UsageError('FILE', 'begins like CSV and has broken quotes; export it again');
  }
}

/** A row that `run events` wrote. */
function messageOf(row: unknown): string {
  if (typeof row === 'object' && row !== null && '@message' in row) return String(row['@message']);
  throw new UsageError('FILE', 'has rows without @message; only the query events exports whole events');
}

/** The event in a line; CloudWatch may put its own time before it. */
export function exportedEvent(message: string): unknown[] {
  const start = message.indexOf('{"audit":');
  if (start === -1) return [];
  const line = parsed(message.slice(start));
  return typeof line === 'object' && line !== null && 'audit' in line ? [line.audit] : [message];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

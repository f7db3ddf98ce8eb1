import { parse } from 'csv-parse/sync';
import { UsageError } from '../ops/outcome.ts';

/**
 * Returns the events of an export: JSON lines of a log, or the JSON or CSV of `run events`. Other lines of a log are
 * skipped. A broken event is kept as text, so that the check reports it.
 *
 * @throws {@link UsageError} where the file has no event
 */
export function exportedEvents(text: string): unknown[] {
  const events = messagesIn(text).flatMap(exportedEvent);
  if (events.length === 0)
    throw new UsageError('FILE', 'has no audit event; export them with `npm run audit -- run events --format json`');
  return events;
}

/** Header of our CSV. The apostrophe keeps a spreadsheet from reading `@` as a formula. */
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
    throw new UsageError('FILE', 'is CSV with broken quotes; export it again');
  }
}

/** Returns the event in a row of `run events`. */
function messageOf(row: unknown): string {
  if (typeof row === 'object' && row !== null && '@message' in row) return String(row['@message']);
  throw new UsageError('FILE', 'has rows without @message; export the query events, which has whole events');
}

/** Returns the event in a line, before which CloudWatch may put its own time. */
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

/**
 * Returns the event in a line, before which CloudWatch may put its own time; the text itself where the event is not
 * whole, and nothing where the line has no event.
 */
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

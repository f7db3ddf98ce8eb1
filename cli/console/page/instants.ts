const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;

const today = (at: Date): boolean => at.toDateString() === new Date().toDateString();

/** Time of an ISO 8601 instant on this computer's clock, with its day unless that is today. */
export function localTime(instant: string): string {
  const at = new Date(instant);
  const time = at.toLocaleTimeString('en-GB');
  return today(at) ? time : `${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })}, ${time}`;
}

/** Text whose instants are on this computer's clock. */
export const withLocalTimes = (text: string): string => text.replaceAll(INSTANT, localTime);

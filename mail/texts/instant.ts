import { formatTag } from '../../functions/languages.ts';

/** Tells a moment in the words of a language; in UTC, which is named, and by 24 hours, so that it is short and clear. */
export function instantIn(tag: string): (moment: Date) => string {
  const utc = new Intl.DateTimeFormat(formatTag(tag), {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
    hourCycle: 'h23',
  });
  return (moment) => `${utc.format(moment)} UTC`;
}

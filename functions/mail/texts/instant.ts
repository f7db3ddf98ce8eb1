import { formatTag } from '../../domain/languages.ts';

/**
 * Tells a moment in the words of a language; in UTC, which is named, and by 24 hours, so that it is short and clear. The format is made
 * for the first moment, because to make those of all languages would be a good part of each cold start.
 */
export function instantIn(tag: string): (moment: Date) => string {
  let utc: Intl.DateTimeFormat | undefined;
  return (moment) => {
    utc ??= new Intl.DateTimeFormat(formatTag(tag), {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'UTC',
      hourCycle: 'h23',
    });
    return `${utc.format(moment)} UTC`;
  };
}

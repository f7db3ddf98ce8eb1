import { formatTag } from '../../domain/languages.ts';

/**
 * Makes a function that formats a moment in a language: in UTC, with the zone and 24 hours. The format is created for
 * the first moment, because creating the formats of all languages would slow each cold start down.
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

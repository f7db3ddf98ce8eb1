import { formatTag } from '../../domain/languages.ts';
import type { MailTexts } from './mail-texts.ts';

/** Joins a time and the name of its zone. */
type Zoned = (time: string, zone: string) => string;

const inBrackets: Zoned = (time, zone) => `${time} (${zone})`;

/**
 * Functions that format moments and durations in a language. Hours are 0 to 23, and the zone has its name, because
 * the mail may be read in another one. Each format is created for its moment: creating those of all languages would
 * slow each cold start down.
 */
export function timesIn(tag: string, zoned: Zoned = inBrackets): Pick<MailTexts, 'instant' | 'time' | 'minutes'> {
  const language = formatTag(tag);
  const formatted = (moment: Date, timeZone: string, fields: Intl.DateTimeFormatOptions): string => {
    const format = new Intl.DateTimeFormat(language, { ...fields, timeZone, timeStyle: 'short', hourCycle: 'h23' });
    const time = format.format(moment);
    return timeZone === 'UTC' ? `${time} UTC` : zoned(time, zoneName(moment, language, timeZone));
  };
  return {
    instant: (moment, timeZone) => formatted(moment, timeZone, { dateStyle: 'long' }),
    time: (moment, timeZone) => formatted(moment, timeZone, {}),
    minutes: (count) =>
      new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(count),
  };
}

/** Name of a zone at a moment: `Central European Summer Time`. */
function zoneName(moment: Date, language: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'long' }).formatToParts(moment);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

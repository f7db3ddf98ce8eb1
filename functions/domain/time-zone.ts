/** Length of the longest name is 32 (`America/Argentina/ComodRivadavia`); it bounds what a record keeps. */
const LONGEST = 40;

/** A name of the IANA database. An offset such as `+01:00` is none. */
const NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/;

let listed: ReadonlySet<string> | undefined;

/**
 * Time zone by its IANA name, as `Intl` writes it; undefined for any other text. The list of `Intl` is asked first,
 * because it costs a tenth of a format. It lacks aliases, which browsers send too (`Asia/Kolkata`).
 */
export function timeZoneOf(name: string): string | undefined {
  listed ??= new Set(Intl.supportedValuesOf('timeZone'));
  if (listed.has(name)) return name;
  if (name.length > LONGEST || !NAME.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

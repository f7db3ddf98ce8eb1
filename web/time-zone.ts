/** IANA name of the device's time zone, in which mails give times; `undefined` in a browser that does not tell. */
export const timeZone = (): string | undefined => new Intl.DateTimeFormat().resolvedOptions().timeZone || undefined;

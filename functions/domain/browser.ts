/**
 * Browser families. Only these words and those of {@link SYSTEMS} are ever taken from a User-Agent header, so a
 * caller can choose a word but cannot write text.
 */
const FAMILIES = [
  // Order matters: a browser's header also names the browsers below it.
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS)\//],
  ['Safari', /\bVersion\/[\d.]+ .*\bSafari\//],
] as const;

const SYSTEMS = [
  ['Windows', /\bWindows NT\b/],
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPad|iPod)\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
] as const;

/** Browser family and operating system. Nothing else of a User-Agent header is kept. */
export interface Browser {
  readonly family: (typeof FAMILIES)[number][0];
  readonly system: (typeof SYSTEMS)[number][0];
}

/** Maximum number of characters that are read; browsers send about 120. */
const LONGEST = 512;

/**
 * Browser that a User-Agent header names; undefined if its family or system is unknown. The caller chooses the
 * header, so it proves nothing.
 */
export function browserOf(userAgent: string | undefined): Browser | undefined {
  const named = userAgent?.slice(0, LONGEST) ?? '';
  const family = FAMILIES.find(([, pattern]) => pattern.test(named))?.[0];
  const system = SYSTEMS.find(([, pattern]) => pattern.test(named))?.[0];
  return family && system && { family, system };
}

/** The only words that anything of a User-Agent header becomes: whoever sends one chooses among these, and writes nothing. */
const FAMILIES = [
  // Each says of itself what the ones after it say too.
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

/** A browser and the system it runs on, by their families: all that is kept of a User-Agent header. */
export interface Browser {
  readonly family: (typeof FAMILIES)[number][0];
  readonly system: (typeof SYSTEMS)[number][0];
}

/** Characters that are looked at; browsers send about 120. */
const LONGEST = 512;

/**
 * The browser that a User-Agent header names, or undefined where either of its families is unknown. It is what the caller
 * says of itself and proves nothing.
 */
export function browserOf(userAgent: string | undefined): Browser | undefined {
  const named = userAgent?.slice(0, LONGEST) ?? '';
  const family = FAMILIES.find(([, pattern]) => pattern.test(named))?.[0];
  const system = SYSTEMS.find(([, pattern]) => pattern.test(named))?.[0];
  return family && system && { family, system };
}

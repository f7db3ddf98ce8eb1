interface Described {
  /** Name of the language in that language. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
}

/**
 * Languages of the pages and the mails by BCP 47 tag, in the order of the language list. docs/guides/languages.md
 * says how to add one.
 */
export const languages = {
  en: { name: 'English', direction: 'ltr' },
  es: { name: 'Español', direction: 'ltr' },
  fr: { name: 'Français', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr' },
  hi: { name: 'हिन्दी', direction: 'ltr' },
  'zh-Hans': { name: '简体中文', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
} as const satisfies Readonly<Record<string, Described>>;

/** BCP 47 tag of a supported language. */
export type Language = keyof typeof languages;

/** Whether a tag is exactly that of a supported language. */
export const isLanguage = (tag: string): tag is Language => Object.hasOwn(languages, tag);

/** Tags of all supported languages, in the order of the language list. */
export const everyLanguage: readonly Language[] = Object.keys(languages).filter(isLanguage);

const primary = (tag: string): string => tag.toLowerCase().split('-', 1)[0] ?? '';

/**
 * First supported language that the tags ask for, otherwise English. The primary subtag decides: `de-CH` gets German,
 * and all kinds of Chinese get Simplified Chinese, which according to CLDR is closer to Traditional Chinese than any
 * other language.
 */
export function bestLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const language = everyLanguage.find((each) => primary(each) === primary(tag));
    if (language !== undefined) return language;
  }
  return 'en';
}

/** Maximum number of tags that are read of a header. */
const MOST_TAGS = 20;

/**
 * First supported language of an `Accept-Language` header, in the order of its weights (RFC 9110, 12.5.4).
 * `undefined` if it names none.
 */
export function acceptedLanguage(header: string | undefined): Language | undefined {
  const tags = (header ?? '').split(',', MOST_TAGS).map((entry) => {
    const [tag = '', ...parameters] = entry.trim().split(';');
    const weight = parameters
      .map((parameter) => /^\s*q=(.*)$/.exec(parameter)?.[1])
      .find((found) => found !== undefined);
    return { tag, weight: weight === undefined ? 1 : Number(weight) };
  });
  const wanted = tags.filter(({ weight }) => weight > 0).toSorted((one, other) => other.weight - one.weight);
  for (const { tag } of wanted) {
    const language = everyLanguage.find((each) => primary(each) === primary(tag));
    if (language !== undefined) return language;
  }
  return undefined;
}

/**
 * Locale tag for formatting. Digits are Latin in each language, because users compare and type codes and times as
 * shown.
 */
export const formatTag = (language: string): string => `${language}-u-nu-latn`;

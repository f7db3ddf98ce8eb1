interface Described {
  /** In the language itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
}

/**
 * Every language of the pages and the mails, by BCP 47 tag, in the order of the list that a person chooses from.
 * docs/guides/languages.md says how to add one.
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

export type Language = keyof typeof languages;

export const isLanguage = (tag: string): tag is Language => Object.hasOwn(languages, tag);

export const everyLanguage: readonly Language[] = Object.keys(languages).filter(isLanguage);

const primary = (tag: string): string => tag.toLowerCase().split('-', 1)[0] ?? '';

/**
 * The first language of ours that the tags ask for, else English. The primary subtag decides: `de-CH` gets German, and each
 * kind of Chinese the simplified one, which CLDR counts as nearer to the traditional one than any other language.
 */
export function bestLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const language = everyLanguage.find((each) => primary(each) === primary(tag));
    if (language !== undefined) return language;
  }
  return 'en';
}

/** Digits are Latin in each language: a code and a time are compared and typed as they stand. */
export const formatTag = (language: string): string => `${language}-u-nu-latn`;

import { bestLanguage, everyLanguage } from '../../../functions/domain/languages.ts';
import { LanguageChoice } from '../../../web/language-choice.ts';

describe('the language for a browser', () => {
  test.each([
    [['de-CH', 'fr'], 'de'],
    [['pt-BR', 'es-MX', 'en'], 'es'],
    [['zh-CN'], 'zh-Hans'],
    [['zh-Hans-SG'], 'zh-Hans'],
    [['zh'], 'zh-Hans'],
    [['zh-TW', 'zh', 'en-US'], 'zh-Hans'],
    [['AR-eg'], 'ar'],
    [['hi-IN', 'en-IN'], 'hi'],
    [['en-GB', 'de'], 'en'],
    [['pt'], 'en'],
    [['dex', 'frr', 'arz'], 'en'],
    [['', 'C', '__proto__', 'constructor'], 'en'],
    [[], 'en'],
  ])('that asks for %j is %s', (tags, language) => {
    expect(bestLanguage(tags)).toBe(language);
  });

  test('is found by its primary subtag, which is unique among ours', () => {
    expect(new Set(everyLanguage.map((tag) => tag.split('-')[0])).size).toBe(everyLanguage.length);
    for (const language of everyLanguage) expect(bestLanguage([language])).toBe(language);
  });
});

describe('the chosen language', () => {
  const storageWith = (entries: Map<string, string>) => ({
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  });

  test('is found again', () => {
    const entries = new Map<string, string>();
    expect(new LanguageChoice(storageWith(entries)).chosen).toBeUndefined();
    new LanguageChoice(storageWith(entries)).chosen = 'ar';
    expect(new LanguageChoice(storageWith(entries)).chosen).toBe('ar');
  });

  test.each(['xx', 'AR', '__proto__', '<b>', ''])('is none if the storage holds %j', (stored) => {
    expect(new LanguageChoice(storageWith(new Map([['language', stored]]))).chosen).toBeUndefined();
  });
});

import { everyLanguage, formatTag, type Language } from '../../../functions/domain/languages.ts';
import { catalogues } from '../../../web/messages/catalogues.ts';
import { en } from '../../../web/messages/en.ts';
import { clock, dayAndTime, duration, plural, loadLanguage, text } from '../../../web/messages/text.ts';

const translations = everyLanguage.filter((language) => language !== 'en');

type Entry = string | Readonly<Record<string, string>>;

const entriesOf = async (language: Language): Promise<Map<string, Entry>> =>
  new Map(Object.entries<Entry>(await catalogues[language]()));

const namesIn = (message: string): string[] =>
  Array.from(message.matchAll(/\{(\w+)\}/g), ([, name = '']) => name).toSorted();

/** Messages that are rightly the same as in English. */
const ALIKE: Partial<Record<Language, readonly string[]>> = {
  fr: ['steps.code'],
  de: ['steps.code'],
};

describe.each(translations)('the messages in %s', (language) => {
  test('are those of English, and none is empty', async () => {
    const entries = await entriesOf(language);
    expect([...entries.keys()]).toEqual(Object.keys(en));
    const messages = [...entries.values()].flatMap((entry) =>
      typeof entry === 'string' ? [entry] : Object.values(entry),
    );
    expect(messages.filter((message) => message.trim() === '' || message !== message.trim())).toEqual([]);
  });

  test('have the placeholders of English, each once', async () => {
    const entries = await entriesOf(language);
    const different = Object.entries<Entry>(en).filter(([key, english]) => {
      const entry = entries.get(key);
      return typeof english === 'string' && typeof entry === 'string'
        ? namesIn(entry).join() !== namesIn(english).join()
        : typeof entry !== typeof english;
    });
    expect(different).toEqual([]);
  });

  test('are translated', async () => {
    const entries = await entriesOf(language);
    const same = Object.entries<Entry>(en).filter(([key, english]) => entries.get(key) === english);
    expect(same.map(([key]) => key)).toEqual(ALIKE[language] ?? []);
  });
});

describe.each(everyLanguage)('a count in %s', (language) => {
  const rules = new Intl.PluralRules(language);
  /** The possible counts of each form. */
  const counts = Map.groupBy(Array.from({ length: 201 }).keys(), (count) => rules.select(count));
  const forms = async () => [...(await entriesOf(language)).values()].filter((entry) => typeof entry !== 'string');

  test('has a form for each plural category of the language, and no other', async () => {
    const categories = rules.resolvedOptions().pluralCategories.toSorted();
    for (const entry of await forms()) expect(Object.keys(entry).toSorted()).toEqual(categories);
  });

  test('shows its number, unless its form has a single count and says it in words', async () => {
    for (const entry of await forms()) {
      for (const [category, form] of Object.entries(entry)) {
        const names = namesIn(form).join();
        const single = counts.get(category as Intl.LDMLPluralRule)?.length === 1;
        expect(single && names === '' ? 'count' : names).toBe('count');
      }
    }
  });
});

test('Arabic has six forms', async () => {
  await loadLanguage('ar');
  const shown = [0, 1, 2, 3, 11, 100].map((count) => plural('code.attemptsLeft', count));
  expect(new Set(shown.map((sentence) => sentence.replace(/\d+/, '#'))).size).toBe(5);
  expect(shown.slice(0, 3).join()).not.toMatch(/\d/);
  expect(shown.slice(3).map((sentence) => /\d+/.exec(sentence)?.[0])).toEqual(['3', '11', '100']);
});

describe.each(everyLanguage)('numbers in %s', (language) => {
  test('are written in Latin digits', async () => {
    await loadLanguage(language);
    const shown = [plural('count.digits', 8), duration(1234), clock(65), dayAndTime(new Date('2026-03-09T14:32:00Z'))];
    for (const words of shown) {
      expect(words).toMatch(/[0-9]/);
      expect(words.replaceAll(/[0-9]/g, '')).not.toMatch(/\p{Nd}/u);
    }
    expect(new Intl.NumberFormat(formatTag(language)).resolvedOptions().numberingSystem).toBe('latn');
  });
});

test('a value in a right-to-left text is isolated from the words around it', async () => {
  await loadLanguage('ar');
  expect(text('account.loggedInAs', { userId: 'alice (2)' })).toContain('\u2068alice (2)\u2069');
  await loadLanguage('de');
  expect(text('account.loggedInAs', { userId: 'alice' })).toBe('Sie sind angemeldet als alice');
});

import { formatTag, type Language, languages } from '../../functions/domain/languages.ts';
import { catalogues } from './catalogues.ts';
import type { Catalogue, MessageKey, Names, PluralKey } from './translation.ts';

let spoken: { readonly language: Language; readonly catalogue: Catalogue } | undefined;

/** Loads a language; from then on every text is of it. Rejects, and changes nothing, where it cannot be loaded. */
export async function speak(language: Language): Promise<void> {
  spoken = { language, catalogue: await catalogues[language]() };
}

/** Texts of the deployment's own, by language and key. */
export type OwnTexts = Readonly<Partial<Record<Language, Readonly<Partial<Record<MessageKey, string>>>>>>;

let own: OwnTexts = {};

/** From then on these texts stand in the places of ours. */
export function replaceTexts(texts: OwnTexts): void {
  own = texts;
}

function current(): NonNullable<typeof spoken> {
  if (spoken === undefined) throw new Error('A text was asked for before a language was loaded');
  return spoken;
}

/** The language of the texts. */
export const language = (): Language => current().language;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/** From right to left a value could change its place with the words around it, unless it is set apart (UAX 9). */
const inPlace = (value: string): string =>
  languages[language()].direction === 'rtl' ? FIRST_STRONG_ISOLATE + value + POP_DIRECTIONAL_ISOLATE : value;

const fill = (message: string, values: Readonly<Record<string, string>>): string =>
  message.replace(/\{(\w+)\}/g, (braces, name: string) => {
    const value = values[name];
    return value === undefined ? braces : inPlace(value);
  });

/** The message, with its values filled in. */
export function text<Key extends MessageKey>(
  key: Key,
  ...[values]: [Names<Key>] extends [never] ? [] : [Readonly<Record<Names<Key>, string>>]
): string {
  return fill(own[language()]?.[key] ?? current().catalogue[key], values ?? {});
}

/** The form of the message that suits the count. */
export function plural(key: PluralKey, count: number): string {
  const { catalogue } = current();
  const tag = formatTag(language());
  const form = catalogue[key][new Intl.PluralRules(tag).select(count)] ?? catalogue[key].other;
  return fill(form, { count: new Intl.NumberFormat(tag).format(count) });
}

/** Whole minutes, rounded up, from one minute on; seconds below. */
export const duration = (seconds: number): string =>
  seconds < 60 ? plural('time.seconds', seconds) : plural('time.minutes', Math.ceil(seconds / 60));

/** Minutes and seconds, such as 9:05. */
export function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Day and time of day in the zone of this device. */
export const dayAndTime = (instant: Date): string =>
  new Intl.DateTimeFormat(formatTag(language()), { dateStyle: 'medium', timeStyle: 'short' }).format(instant);

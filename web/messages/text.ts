import { formatTag, type Language, languages } from '../../functions/domain/languages.ts';
import { catalogues } from './catalogues.ts';
import type { Catalogue, MessageKey, Names, PluralKey } from './translation.ts';

let loaded: { readonly language: Language; readonly catalogue: Catalogue } | undefined;

/** The language that was asked for last. */
let wanted: Language | undefined;

/**
 * Loads a language and sets it for every text. Returns false, and changes nothing, if another one was asked for
 * meanwhile. Rejects, and changes nothing, if it cannot be loaded.
 */
export async function loadLanguage(language: Language): Promise<boolean> {
  wanted = language;
  const catalogue = await catalogues[language]();
  if (wanted !== language) return false;
  loaded = { language, catalogue };
  return true;
}

/** Texts of the deployment by language and key. */
export type OwnTexts = Readonly<Partial<Record<Language, Readonly<Partial<Record<MessageKey, string>>>>>>;

let ownTexts: OwnTexts = {};

/** Replaces our texts by these from now on. */
export function replaceTexts(texts: OwnTexts): void {
  ownTexts = texts;
}

function current(): NonNullable<typeof loaded> {
  if (loaded === undefined) throw new Error('A text was asked for before a language was loaded');
  return loaded;
}

/** Returns the language of the texts. */
export const language = (): Language => current().language;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/** Isolates a value in a right-to-left text, where it could change places with the words around it (UAX 9). */
const isolated = (value: string): string =>
  languages[language()].direction === 'rtl' ? FIRST_STRONG_ISOLATE + value + POP_DIRECTIONAL_ISOLATE : value;

const fill = (message: string, values: Readonly<Record<string, string>>): string =>
  message.replace(/\{(\w+)\}/g, (braces, name: string) => {
    const value = values[name];
    return value === undefined ? braces : isolated(value);
  });

/** Returns the message with its values. */
export function text<Key extends MessageKey>(
  key: Key,
  ...[values]: [Names<Key>] extends [never] ? [] : [Readonly<Record<Names<Key>, string>>]
): string {
  return fill(ownTexts[language()]?.[key] ?? current().catalogue[key], values ?? {});
}

/** Returns the form of the message for the count. */
export function plural(key: PluralKey, count: number): string {
  const { catalogue } = current();
  const tag = formatTag(language());
  const form = catalogue[key][new Intl.PluralRules(tag).select(count)] ?? catalogue[key].other;
  return fill(form, { count: new Intl.NumberFormat(tag).format(count) });
}

/** Returns a duration in seconds below one minute, and otherwise in whole minutes, rounded up. */
export const duration = (seconds: number): string =>
  seconds < 60 ? plural('time.seconds', seconds) : plural('time.minutes', Math.ceil(seconds / 60));

/** Returns minutes and seconds, such as 9:05. */
export function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Returns the date and the time of day in the time zone of this device. */
export const dayAndTime = (instant: Date): string =>
  new Intl.DateTimeFormat(formatTag(language()), { dateStyle: 'medium', timeStyle: 'short' }).format(instant);

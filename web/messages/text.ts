import { en } from './en.ts';

type Catalogue = typeof en;

export type MessageKey = keyof Catalogue;

/** A catalogue of another language: the same keys. */
export type Translation = Record<MessageKey, string>;

/** The names in braces of a message. */
type Names<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

type Values<Key extends MessageKey> = Record<Names<Catalogue[Key]>, string | number>;

/** Messages that need no value. */
export type PlainMessageKey = {
  [Key in MessageKey]: [Names<Catalogue[Key]>] extends [never] ? Key : never;
}[MessageKey];

/** Messages in pairs, such as `code.attemptsLeft`. */
type PluralKey = MessageKey extends infer Key ? (Key extends `${infer Stem}.other` ? Stem : never) : never;

/** The language of the catalogue, as a BCP 47 tag. */
export const language = 'en';

const catalogue: Translation = en;

const fill = (message: string, values: Readonly<Record<string, string | number>>): string =>
  message.replace(/\{(\w+)\}/g, (braces, name: string) => String(values[name] ?? braces));

/** The message, with its values filled in. */
export function text<Key extends MessageKey>(
  key: Key,
  ...[values]: [Names<Catalogue[Key]>] extends [never] ? [] : [Values<Key>]
): string {
  return fill(catalogue[key], values ?? {});
}

/** The form of the message that suits the count. */
export function plural(stem: PluralKey, count: number): string {
  const form = new Intl.PluralRules(language).select(count) === 'one' ? 'one' : 'other';
  return fill(catalogue[`${stem}.${form}`], { count: new Intl.NumberFormat(language).format(count) });
}

/** Whole minutes, rounded up, from one minute on; seconds below. */
export const duration = (seconds: number): string =>
  seconds < 60 ? plural('time.seconds', seconds) : plural('time.minutes', Math.ceil(seconds / 60));

/** Minutes and seconds, such as 9:05. */
export function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
}

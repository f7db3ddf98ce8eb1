import type { en } from './en.ts';

type English = typeof en;

/** Messages of one form. */
export type MessageKey = { [Key in keyof English]: English[Key] extends string ? Key : never }[keyof English];

/** Messages with a form for each plural category. */
export type PluralKey = Exclude<keyof English, MessageKey>;

/** The names in braces of a message. */
type NamesIn<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** The names of the values that a message needs. */
export type Names<Key extends MessageKey> = NamesIn<English[Key]>;

/** Messages that need no value. */
export type PlainMessageKey = { [Key in MessageKey]: [Names<Key>] extends [never] ? Key : never }[MessageKey];

/** A text with each of the names in braces. */
type Holding<Name extends string> = (
  Name extends string
    ? (text: `${string}{${Name}}${string}`) => void
    : never
) extends (text: infer Text) => void
  ? Text
  : never;

type Messages = { readonly [Key in MessageKey]: string & Holding<Names<Key>> };

/** A catalogue of a language that has these plural categories (CLDR); what it lacks of English is a compile error. */
export type Translation<Category extends Intl.LDMLPluralRule> = Messages & {
  readonly [Key in PluralKey]: Readonly<Record<Category | 'other', string>>;
};

/** A catalogue of whichever language. */
export type Catalogue = Messages & {
  readonly [Key in PluralKey]: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };
};

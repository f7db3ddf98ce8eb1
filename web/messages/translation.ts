import type { en } from './en.ts';

type English = typeof en;

/** Keys of messages with one form. */
export type MessageKey = { [Key in keyof English]: English[Key] extends string ? Key : never }[keyof English];

/** Keys of messages with a form for each plural category. */
export type PluralKey = Exclude<keyof English, MessageKey>;

/** Names in braces in a message. */
type NamesIn<Message extends string> = Message extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** Names of the values that a message needs. */
export type Names<Key extends MessageKey> = NamesIn<English[Key]>;

/** Keys of messages that need no value. */
export type PlainMessageKey = { [Key in MessageKey]: [Names<Key>] extends [never] ? Key : never }[MessageKey];

/** A text that contains each of the names in braces. */
type Containing<Name extends string> = (
  Name extends string
    ? (text: `${string}{${Name}}${string}`) => void
    : never
) extends (text: infer Text) => void
  ? Text
  : never;

type Messages = { readonly [Key in MessageKey]: string & Containing<Names<Key>> };

/** Catalogue of a language with these plural categories (CLDR). A key that is missing is a compile error. */
export type Translation<Category extends Intl.LDMLPluralRule> = Messages & {
  readonly [Key in PluralKey]: Readonly<Record<Category | 'other', string>>;
};

/** Catalogue of any language. */
export type Catalogue = Messages & {
  readonly [Key in PluralKey]: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };
};

import type { Language } from '../../domain/languages.ts';
import { en } from './en.ts';
import { everyText } from './every-text.ts';
import type { MailTexts } from './mail-texts.ts';

/** A deployment's own texts by language and key (`otp.subject`). They replace the texts of the service. */
export type OwnMailTexts = Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>>;

type Worded = (...values: string[]) => string;

/** Keys of all texts that contain values. */
type WordedKey<Node> = {
  [Name in keyof Node & string]: Node[Name] extends string
    ? never
    : Node[Name] extends Worded
      ? Name
      : `${Name}.${WordedKey<Node[Name]>}`;
}[keyof Node & string];

/** Names of these values in braces, in the order of the function's parameters. */
const NAMES = {
  browser: ['family', 'system'],
  footer: ['productName'],
  'otp.subject': ['productName'],
  'otp.preheader': ['minutes'],
  'otp.lifetime': ['minutes', 'expiresAt'],
  'passwordChanged.subject': ['productName'],
  'passwordChanged.lead': ['changedAt'],
  'userIdList.subject': ['productName'],
  'limitReached.subject': ['productName'],
  'limitReached.until': ['time'],
  'resetRefused.subject': ['productName'],
  'addressesChanged.subject': ['productName'],
  'addressesChanged.lead': ['changedAt'],
} as const satisfies Readonly<Record<WordedKey<MailTexts>, readonly string[]>>;

const namesOf: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(NAMES));

/** All replaceable texts by key, with the names that must be in braces in them. */
export const replaceableMailTexts: ReadonlyMap<string, readonly string[]> = new Map(entriesOf(en));

function entriesOf(texts: object, parent = ''): (readonly [string, readonly string[]])[] {
  return Object.entries(texts).flatMap(([name, text]: [string, unknown]) => {
    const key = parent + name;
    if (typeof text === 'string') return [[key, []] as const];
    if (typeof text === 'object' && text !== null) return entriesOf(text, `${key}.`);
    const names = namesOf.get(key);
    return names === undefined ? [] : [[key, names] as const];
  });
}

/** Texts of a language, with the deployment's own in their places. */
export function textsIn(language: Language, own: OwnMailTexts): MailTexts {
  const replacements = new Map(Object.entries(own[language] ?? {}));
  // A text is only replaced by one of the same kind, so the shape stays.
  return replacements.size === 0 ? everyText[language] : (replaced(everyText[language], replacements) as MailTexts);
}

function replaced(texts: object, own: ReadonlyMap<string, string>, parent = ''): object {
  const entries = Object.entries(texts).map(([name, text]: [string, unknown]) => {
    const key = parent + name;
    if (typeof text === 'object' && text !== null) return [name, replaced(text, own, `${key}.`)];
    const mine = own.get(key);
    if (mine === undefined) return [name, text];
    return [name, typeof text === 'string' ? mine : wordedAs(mine, namesOf.get(key) ?? [])];
  });
  return Object.fromEntries(entries);
}

/** Text of the deployment as a function of its values. A value may look like a name in braces: it stays as it is. */
const wordedAs =
  (mine: string, names: readonly string[]): Worded =>
  (...values) =>
    mine.replaceAll(/\{(\w+)\}/g, (braces, name: string) => values[names.indexOf(name)] ?? braces);

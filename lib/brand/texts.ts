import * as z from 'zod';
import { everyLanguage, type Language } from '../../functions/domain/languages.ts';
import { type OwnMailTexts, replaceableMailTexts } from '../../functions/mail/texts/own-texts.ts';
import { en } from '../../web/messages/en.ts';
import { readBrandFile } from './brand-file.ts';
import { sourceAt } from '../instructions.ts';

/**
 * Texts that a deployment replaces. Those of the pages have the keys of web/messages/en.ts, those of the mails the
 * keys of functions/mail/texts/en.ts.
 */
export interface OwnTexts {
  readonly pages: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>>;
  readonly mails: OwnMailTexts;
}

const MAIL = 'mail.';

/** Maximum length of a text in characters. The longest of our own texts has about 250. */
const MAXIMUM_LENGTH = 500;

/** Maximum of the texts of mails in bytes of JSON. A function reads them at its cold start. */
const MAXIMUM_MAIL_BYTES = 32_768;

/** Keys of texts that the pages show before their settings are loaded, or when that fails. */
const BEFORE_SETTINGS = ['app.loading', 'app.lead', 'app.retry', 'broken.title', 'broken.lead'];

const fileSchema = z.partialRecord(z.enum(everyLanguage), z.record(z.string(), z.string()));

const namesIn = (text: string): string[] => Array.from(text.matchAll(/\{(\w+)\}/g), ([, name = '']) => name);

const pageTexts: ReadonlyMap<string, string | object> = new Map(Object.entries(en));

/** Returns the texts of a file, or a message for each problem with its language, its key and the fix. */
export function readTexts(path: string): OwnTexts | { readonly wrong: string[] } {
  const file = readBrandFile(path);
  if ('wrong' in file) return { wrong: [`textsFile: ${file.wrong}`] };
  const parsed = parse(file.toString('utf8'));
  if ('wrong' in parsed) return { wrong: parsed.wrong.map((problem) => `textsFile: ${path}: ${problem}`) };
  const { texts } = parsed;
  const wrong = Object.entries(texts).flatMap(([language, ofLanguage]) =>
    Object.entries(ofLanguage).flatMap(([key, text]) =>
      wrongText(key, text).map((problem) => `textsFile: ${path}: ${language}: ${key}: ${problem}`),
    ),
  );
  const mails = select(texts, (key) => (key.startsWith(MAIL) ? key.slice(MAIL.length) : undefined));
  const bytes = Buffer.byteLength(JSON.stringify(mails));
  if (bytes > MAXIMUM_MAIL_BYTES) {
    wrong.push(
      `textsFile: ${path}: the texts of mails have ${bytes} bytes together; the maximum is ${MAXIMUM_MAIL_BYTES}. ` +
        'Fix: replace fewer texts, or shorten them',
    );
  }
  if (wrong.length > 0) return { wrong };
  return { pages: select(texts, (key) => (key.startsWith(MAIL) ? undefined : key)), mails };
}

type Texts = z.output<typeof fileSchema>;

function parse(json: string): { readonly texts: Texts } | { readonly wrong: string[] } {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (error) {
    return { wrong: [`is not JSON: ${error instanceof Error ? error.message : ''}. Fix: correct it there`] };
  }
  const result = fileSchema.safeParse(content);
  return result.success ? { texts: result.data } : { wrong: result.error.issues.map(problemOf) };
}

function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `there is no language ${issue.keys.join(', ')}. Fix: use one of ${everyLanguage.join(', ')}`;
  }
  return [
    ...issue.path,
    'is no text. Fix: write texts by language and key, as { "en": { "login.title": "Sign in" } }',
  ].join(': ');
}

function wrongText(key: string, text: string): string[] {
  const needed = namesFor(key);
  if (typeof needed === 'string') return [needed];
  if (text.trim() === '') return ['is empty. Fix: remove the key, and the text of the service stays'];
  const wrong: string[] = [];
  if (text.length > MAXIMUM_LENGTH)
    wrong.push(`has ${text.length} characters; the maximum is ${MAXIMUM_LENGTH}. Fix: shorten it`);
  const given = namesIn(text);
  const missing = needed.filter((name) => !given.includes(name));
  const unknown = given.filter((name) => !needed.includes(name));
  if (missing.length > 0) wrong.push(`lacks ${inBraces(missing)}. Fix: write it where the value belongs`);
  if (unknown.length > 0) wrong.push(`there is no value for ${inBraces(unknown)}. Fix: remove it; ${choiceOf(needed)}`);
  return wrong;
}

const inBraces = (names: readonly string[]): string => names.map((name) => `{${name}}`).join(', ');

const choiceOf = (names: readonly string[]): string =>
  names.length === 0 ? 'this text takes none' : `this text takes ${inBraces(names)}`;

/** Returns the names that a text must have in braces, or the reason why there is no such text to replace. */
function namesFor(key: string): readonly string[] | string {
  if (key.startsWith(MAIL)) {
    return (
      replaceableMailTexts.get(key.slice(MAIL.length)) ??
      `no mail has such a text. Fix: use a key of ${sourceAt('functions/mail/texts/en.ts')}`
    );
  }
  const text = pageTexts.get(key);
  if (text === undefined) return `no page has such a text. Fix: use a key of ${sourceAt('web/messages/en.ts')}`;
  if (typeof text !== 'string') return 'has plural forms and cannot be replaced. Fix: remove it';
  if (BEFORE_SETTINGS.includes(key))
    return 'is shown before the pages have their settings and cannot be replaced. Fix: remove it';
  return namesIn(text);
}

function select(texts: Texts, keyOf: (key: string) => string | undefined) {
  const languages = Object.entries(texts).map(([language, ofLanguage]) => {
    const entries = Object.entries(ofLanguage).flatMap(([key, text]) => {
      const kept = keyOf(key);
      return kept === undefined ? [] : [[kept, text] as const];
    });
    return [language, Object.fromEntries(entries)] as const;
  });
  return Object.fromEntries(languages.filter(([, kept]) => Object.keys(kept).length > 0));
}

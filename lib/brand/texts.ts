import * as z from 'zod';
import { everyLanguage, type Language } from '../../functions/domain/languages.ts';
import { type OwnMailTexts, replaceableMailTexts } from '../../functions/mail/texts/own-texts.ts';
import { en } from '../../web/messages/en.ts';
import { readBrandFile } from './brand-file.ts';

/** Texts of a deployment's own: of the pages by the keys of web/messages/en.ts, of the mails by those of functions/mail/texts/en.ts. */
export interface OwnTexts {
  readonly pages: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>>;
  readonly mails: OwnMailTexts;
}

const MAIL = 'mail.';

/** Characters: the longest text of ours has about 250. */
const LONGEST = 500;

/** Bytes, as JSON. Lambda gives a function 4 KiB of environment, and the other variables take nearly a half of it. */
const MOST_MAIL_BYTES = 2048;

/** Shown while there are no settings yet, or none can be loaded. */
const BEFORE_SETTINGS = ['app.loading', 'app.lead', 'app.retry', 'broken.title', 'broken.lead'];

const fileSchema = z.partialRecord(z.enum(everyLanguage), z.record(z.string(), z.string()));

const namesIn = (text: string): string[] => Array.from(text.matchAll(/\{(\w+)\}/g), ([, name = '']) => name);

const pageTexts: ReadonlyMap<string, string | object> = new Map(Object.entries(en));

/** The file's texts; every mistake is told with its language, its key and the fix. */
export function readTexts(path: string): OwnTexts | { readonly wrong: string[] } {
  const file = readBrandFile(path);
  if ('wrong' in file) return { wrong: [`textsFile: ${file.wrong}`] };
  const parsed = parse(file.toString('utf8'));
  if ('wrong' in parsed) return { wrong: parsed.wrong.map((fault) => `textsFile: ${path}: ${fault}`) };
  const { texts } = parsed;
  const wrong = Object.entries(texts).flatMap(([language, ofLanguage]) =>
    Object.entries(ofLanguage).flatMap(([key, text]) =>
      wrongText(key, text).map((fault) => `textsFile: ${path}: ${language}: ${key}: ${fault}`),
    ),
  );
  const mails = select(texts, (key) => (key.startsWith(MAIL) ? key.slice(MAIL.length) : undefined));
  const bytes = Buffer.byteLength(JSON.stringify(mails));
  if (bytes > MOST_MAIL_BYTES) {
    wrong.push(
      `textsFile: ${path}: the texts of mails have ${bytes} bytes together and may have ${MOST_MAIL_BYTES}; replace fewer or shorter ones`,
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
    return { wrong: [`is not JSON: ${error instanceof Error ? error.message : ''}`] };
  }
  const result = fileSchema.safeParse(content);
  return result.success ? { texts: result.data } : { wrong: result.error.issues.map(told) };
}

function told(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `there is no language ${issue.keys.join(', ')}; the languages are ${everyLanguage.join(', ')}`;
  }
  return [...issue.path, 'must be texts by language and key, as { "en": { "login.title": "Sign in" } }'].join(': ');
}

function wrongText(key: string, text: string): string[] {
  const needed = namesFor(key);
  if (typeof needed === 'string') return [needed];
  if (text.trim() === '') return ['is empty; leave the key out to keep the text that comes with the service'];
  const wrong: string[] = [];
  if (text.length > LONGEST) wrong.push(`has ${text.length} characters and may have ${LONGEST}`);
  const given = namesIn(text);
  const missing = needed.filter((name) => !given.includes(name));
  const unknown = given.filter((name) => !needed.includes(name));
  if (missing.length > 0) wrong.push(`lacks ${inBraces(missing)}, in whose place a value is put`);
  if (unknown.length > 0) wrong.push(`there is no value for ${inBraces(unknown)}; ${choiceOf(needed)}`);
  return wrong;
}

const inBraces = (names: readonly string[]): string => names.map((name) => `{${name}}`).join(', ');

const choiceOf = (names: readonly string[]): string =>
  names.length === 0 ? 'this text takes none' : `this text takes ${inBraces(names)}`;

/** The names that the text has to have in braces, or why there is no such text to replace. */
function namesFor(key: string): readonly string[] | string {
  if (key.startsWith(MAIL)) {
    return (
      replaceableMailTexts.get(key.slice(MAIL.length)) ??
      'no mail has such a text; functions/mail/texts/en.ts has them all'
    );
  }
  const text = pageTexts.get(key);
  if (text === undefined) return 'no page has such a text; web/messages/en.ts has them all';
  if (typeof text !== 'string') return 'has a form for each plural, and cannot be replaced';
  if (BEFORE_SETTINGS.includes(key)) return 'is shown before the pages have their settings, and cannot be replaced';
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

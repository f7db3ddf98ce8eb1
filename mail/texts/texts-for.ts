import { en } from './en.ts';
import type { MailTexts } from './mail-texts.ts';

/** Every language that mails are written in, by lower-case language tag. */
const catalogue: ReadonlyMap<string, MailTexts> = new Map([['en', en]]);

/** The texts for a BCP 47 tag: of the tag itself, else of the tag without its last parts (`pt-BR` → `pt`), else English. */
export function textsFor(locale: string | undefined): MailTexts {
  const parts = (locale ?? '').toLowerCase().split('-');
  for (let kept = parts.length; kept > 0; kept -= 1) {
    const texts = catalogue.get(parts.slice(0, kept).join('-'));
    if (texts !== undefined) return texts;
  }
  return en;
}

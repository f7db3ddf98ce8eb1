import type { Language } from '../../domain/languages.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi } from './hi.ts';
import type { MailTexts } from './mail-texts.ts';
import { zhHans } from './zh-hans.ts';

/** Texts of the mails in each language of the pages, so that a mail has the language in which it was requested. */
export const everyText: Readonly<Record<Language, MailTexts>> = { en, es, fr, de, hi, 'zh-Hans': zhHans, ar };

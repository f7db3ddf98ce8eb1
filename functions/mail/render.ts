import { bestLanguage } from '../domain/languages.ts';
import type { Message } from '../ports.ts';
import type { Brand, MailContent } from './content.ts';
import { layOut, type RenderedMail } from './layout.ts';
import { otpMail } from './messages/otp.ts';
import { passwordChangedMail } from './messages/password-changed.ts';
import { recoveryPausedMail } from './messages/recovery-paused.ts';
import { userIdListMail } from './messages/user-id-list.ts';
import type { MailTexts } from './texts/mail-texts.ts';
import { type OwnMailTexts, textsIn } from './texts/own-texts.ts';

/** Subject, plain text and HTML of a message, in the language of its locale (a BCP 47 tag) or in English. */
export function renderMail(message: Message, brand: Brand, own: OwnMailTexts = {}): RenderedMail {
  const language = bestLanguage(message.locale === undefined ? [] : [message.locale]);
  const texts = textsIn(language, own);
  return layOut(contentOf(message, texts, brand), { language, texts, brand });
}

function contentOf(message: Message, texts: MailTexts, brand: Brand): MailContent {
  switch (message.kind) {
    case 'otp':
      return otpMail(message, texts, brand);
    case 'password-changed':
      return passwordChangedMail(message, texts, brand);
    case 'user-id-list':
      return userIdListMail(message, texts, brand);
    case 'recovery-paused':
      return recoveryPausedMail(message, texts, brand);
  }
}

import { bestLanguage } from '../domain/languages.ts';
import type { Message } from '../ports.ts';
import type { Brand, MailContent, LayoutContext } from './content.ts';
import { limitReachedMail, otpMail, passwordChangedMail, resetRefusedMail, userIdListMail } from './messages.ts';
import type { MailTexts } from './texts/mail-texts.ts';
import { type OwnMailTexts, textsIn } from './texts/own-texts.ts';
import { htmlPart } from './html-part.ts';
import { printable } from './html.ts';
import { textPart } from './text-part.ts';

/** Renders subject, plain text and HTML of a message, in the language of its locale (a BCP 47 tag) or in English. */
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
    case 'limit-reached':
      return limitReachedMail(message, texts, brand);
    case 'reset-refused':
      return resetRefusedMail(message, texts, brand);
  }
}

/** Mail that is ready to be sent. It contains the message's secrets in clear text. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Makes both parts of a mail from its content. */
const layOut = ({ subject, blocks }: MailContent, context: LayoutContext): RenderedMail => ({
  subject: printable(subject),
  text: textPart(blocks, context),
  html: htmlPart(subject, blocks, context),
});

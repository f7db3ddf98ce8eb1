import { bestLanguage } from '../domain/languages.ts';
import { timeZoneOf } from '../domain/time-zone.ts';
import type { Message } from '../ports.ts';
import type { Brand, MailContent, LayoutContext } from './content.ts';
import {
  addressesChangedMail,
  limitReachedMail,
  otpMail,
  passwordChangedMail,
  resetRefusedMail,
  userIdListMail,
  type Words,
} from './messages.ts';
import { type OwnMailTexts, textsIn } from './texts/own-texts.ts';
import { htmlPart } from './html-part.ts';
import { printable } from './html.ts';
import { textPart } from './text-part.ts';

/**
 * Renders subject, plain text and HTML of a message, in the language of its locale (a BCP 47 tag) or in English, with
 * times in its zone or in UTC.
 */
export function renderMail(message: Message, brand: Brand, own: OwnMailTexts = {}): RenderedMail {
  const language = bestLanguage(message.locale === undefined ? [] : [message.locale]);
  const texts = textsIn(language, own);
  const timeZone = timeZoneOf(message.timeZone ?? '') ?? 'UTC';
  const content = contentOf(message, { texts, productName: brand.productName, timeZone });
  return layOut(content, { language, texts, brand });
}

function contentOf(message: Message, words: Words): MailContent {
  switch (message.kind) {
    case 'otp':
      return otpMail(message, words);
    case 'password-changed':
      return passwordChangedMail(message, words);
    case 'user-id-list':
      return userIdListMail(message, words);
    case 'limit-reached':
      return limitReachedMail(message, words);
    case 'addresses-changed':
      return addressesChangedMail(message, words);
    case 'reset-refused':
      return resetRefusedMail(message, words);
  }
}

/** Mail that is ready to be sent. It contains the message's secrets in clear text. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Makes both parts of a mail from its content. */
const layOut = (content: MailContent, context: LayoutContext): RenderedMail => ({
  subject: printable(content.subject),
  text: textPart(content.blocks, context),
  html: htmlPart(content, context),
});

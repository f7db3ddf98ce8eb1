import type { Message } from '../../ports.ts';
import { type Brand, type MailContent, paragraph } from '../content.ts';
import type { MailTexts } from '../texts/mail-texts.ts';
import { place } from './circumstances.ts';

/** The notice after a change (NIST SP 800-63B-4, 4.6), with the way to say that it was someone else. */
export function passwordChangedMail(
  message: Extract<Message, { kind: 'password-changed' }>,
  texts: MailTexts,
  brand: Brand,
): MailContent {
  const { passwordChanged } = texts;
  return {
    subject: passwordChanged.subject(brand.productName),
    blocks: [
      paragraph(passwordChanged.lead(texts.instant(message.changedAt))),
      {
        kind: 'facts',
        facts: [
          { label: texts.userIdLabel, value: message.userId },
          { label: texts.referenceLabel, value: message.reference },
          ...place(message.applied, texts),
        ],
      },
      paragraph(passwordChanged.wasMe),
      paragraph(passwordChanged.notMe),
      { kind: 'report-link', label: passwordChanged.notMeLabel, reportToken: message.reportToken },
    ],
  };
}

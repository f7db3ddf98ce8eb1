import type { Message } from '../../ports.ts';
import { type Brand, type MailContent, paragraph } from '../content.ts';
import type { MailTexts } from '../texts/mail-texts.ts';
import { asked } from './circumstances.ts';

/** The one-time password: right after the first sentence, so that it is seen without scrolling. */
export function otpMail(message: Extract<Message, { kind: 'otp' }>, texts: MailTexts, brand: Brand): MailContent {
  const { otp } = texts;
  const byAdministrator = message.startedBy === 'administrator';
  return {
    subject: otp.subject(brand.productName),
    blocks: [
      paragraph(byAdministrator ? otp.leadByAdministrator : otp.lead),
      { kind: 'code', otp: message.otp },
      paragraph(otp.lifetime(texts.instant(message.expiresAt))),
      {
        kind: 'facts',
        facts: [{ label: texts.referenceLabel, value: message.reference }, ...asked(message.asked, texts)],
      },
      paragraph(otp.keepSecret),
      paragraph(byAdministrator ? otp.notMeByAdministrator : otp.notMe),
      { kind: 'report-link', label: otp.notMeLabel, reportToken: message.reportToken },
    ],
  };
}

import type { Message } from '../../ports.ts';
import { type Brand, type MailContent, paragraph } from '../content.ts';
import type { MailTexts } from '../texts/mail-texts.ts';
import { asked } from './circumstances.ts';

const UNTIL = { tomorrow: 'untilTomorrow', login: 'untilLogin', help: 'untilHelp' } as const;

/** Tells the owner that the account's budget of codes is used up, and how long. */
export function recoveryPausedMail(
  message: Extract<Message, { kind: 'recovery-paused' }>,
  texts: MailTexts,
  brand: Brand,
): MailContent {
  const { recoveryPaused } = texts;
  return {
    subject: recoveryPaused.subject(brand.productName),
    blocks: [
      paragraph(recoveryPaused.lead),
      {
        kind: 'facts',
        facts: [
          { label: texts.userIdLabel, value: message.userId },
          { label: texts.referenceLabel, value: message.reference },
          ...asked(message.asked, texts),
        ],
      },
      paragraph(recoveryPaused[UNTIL[message.until]]),
      paragraph(recoveryPaused.loginWorks),
      paragraph(recoveryPaused.notMe),
    ],
  };
}

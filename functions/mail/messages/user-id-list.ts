import type { Message } from '../../ports.ts';
import { type Brand, type MailContent, paragraph } from '../content.ts';
import type { MailTexts } from '../texts/mail-texts.ts';
import { asked } from './circumstances.ts';

/** The user IDs of an address, for who forgot theirs. */
export function userIdListMail(
  message: Extract<Message, { kind: 'user-id-list' }>,
  texts: MailTexts,
  brand: Brand,
): MailContent {
  const { userIdList } = texts;
  const facts = asked(message.asked, texts);
  return {
    subject: userIdList.subject(brand.productName),
    blocks: [
      paragraph(userIdList.lead),
      { kind: 'list', items: message.userIds },
      ...(facts.length > 0 ? [{ kind: 'facts', facts } as const] : []),
      paragraph(userIdList.notMe),
    ],
  };
}

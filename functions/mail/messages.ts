import type { Message } from '../ports.ts';
import { type Brand, type MailContent, paragraph, type Fact } from './content.ts';
import type { MailTexts } from './texts/mail-texts.ts';
import { type Circumstances, fromEpochSeconds } from '../domain/moment.ts';

/** Mail with the one-time password. It follows the first sentence, so that it shows without scrolling. */
export function otpMail(message: Extract<Message, { kind: 'otp' }>, texts: MailTexts, brand: Brand): MailContent {
  const { otp } = texts;
  const byAdministrator = message.startedBy === 'administrator';
  return {
    subject: otp.subject(brand.productName),
    blocks: [
      paragraph(byAdministrator ? otp.leadByAdministrator : otp.lead),
      { kind: 'code', otp: message.otp },
      paragraph(otp.enter),
      { kind: 'continue-link', label: otp.enterLabel, request: message },
      paragraph(otp.lifetime(texts.instant(message.expiresAt))),
      {
        kind: 'facts',
        facts: [{ label: texts.referenceLabel, value: message.reference }, ...askedFacts(message.asked, texts)],
      },
      paragraph(otp.keepSecret),
      paragraph(byAdministrator ? otp.notMeByAdministrator : otp.notMe),
      { kind: 'report-link', label: otp.notMeLabel, reportToken: message.reportToken },
    ],
  };
}

/** Notice of a change (NIST SP 800-63B-4, 4.6), with a link to report that it was someone else. */
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
          ...callFacts(message.applied, texts),
        ],
      },
      paragraph(passwordChanged.wasMe),
      paragraph(passwordChanged.notMe),
      { kind: 'report-link', label: passwordChanged.notMeLabel, reportToken: message.reportToken },
    ],
  };
}

/** Mail with the user IDs of an address. */
export function userIdListMail(
  message: Extract<Message, { kind: 'user-id-list' }>,
  texts: MailTexts,
  brand: Brand,
): MailContent {
  const { userIdList } = texts;
  const facts = askedFacts(message.asked, texts);
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

/** Notice that no more codes are mailed for a while, with a link by which the owner can go on (R29). */
export function limitReachedMail(
  message: Extract<Message, { kind: 'limit-reached' }>,
  texts: MailTexts,
  brand: Brand,
): MailContent {
  const { limitReached } = texts;
  return {
    subject: limitReached.subject(brand.productName),
    blocks: [
      paragraph(limitReached.lead),
      {
        kind: 'facts',
        facts: [
          { label: texts.userIdLabel, value: message.userId },
          { label: texts.referenceLabel, value: message.reference },
          ...askedFacts(message.asked, texts),
        ],
      },
      paragraph(limitReached.until(texts.instant(message.until))),
      paragraph(limitReached.goOn),
      {
        kind: 'continue-link',
        label: limitReached.goOnLabel,
        request: { continuation: message.continuation, reference: message.reference },
      },
      paragraph(limitReached.notMe),
    ],
  };
}

/** Warning that a code from an earlier mail was entered and refused, because the account had changed (R16). */
export function resetRefusedMail(
  message: Extract<Message, { kind: 'reset-refused' }>,
  texts: MailTexts,
  brand: Brand,
): MailContent {
  const { resetRefused } = texts;
  return {
    subject: resetRefused.subject(brand.productName),
    blocks: [
      paragraph(resetRefused.lead),
      {
        kind: 'facts',
        facts: [
          { label: texts.userIdLabel, value: message.userId },
          { label: texts.referenceLabel, value: message.reference },
          ...callFacts(message.applied, texts),
        ],
      },
      paragraph(resetRefused.next),
    ],
  };
}

/** Time, network and browser of the request, if known. */
const askedFacts = (circumstances: Circumstances | undefined, texts: MailTexts): Fact[] =>
  circumstances === undefined
    ? []
    : [
        { label: texts.askedLabel, value: texts.instant(fromEpochSeconds(circumstances.at)), worded: true },
        ...callFacts(circumstances, texts),
      ];

/** Network and browser of a call, if known. */
function callFacts(circumstances: Circumstances | undefined, texts: MailTexts): Fact[] {
  if (circumstances === undefined) return [];
  const { network, browser } = circumstances;
  const facts: Fact[] = [{ label: texts.networkLabel, value: network }];
  if (browser === undefined) return facts;
  return [...facts, { label: texts.browserLabel, value: texts.browser(browser.family, browser.system), worded: true }];
}

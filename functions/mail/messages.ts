import type { Message } from '../ports.ts';
import { type Fact, type MailContent, paragraph } from './content.ts';
import type { MailTexts } from './texts/mail-texts.ts';
import { type Circumstances, fromEpochSeconds } from '../domain/moment.ts';

/** Values that every mail is written with. */
export interface Words {
  readonly texts: MailTexts;
  readonly productName: string;
  /** IANA time zone of all times. */
  readonly timeZone: string;
}

type Of<Kind extends Message['kind']> = Extract<Message, { kind: Kind }>;

/** Mail with the one-time password. It follows the first sentence, so that it shows without scrolling. */
export function otpMail(message: Of<'otp'>, { texts, productName, timeZone }: Words): MailContent {
  const { otp } = texts;
  const byAdministrator = message.startedBy === 'administrator';
  const minutes = texts.minutes(message.minutes);
  return {
    subject: otp.subject(productName),
    preheader: otp.preheader(minutes),
    blocks: [
      { kind: 'heading', level: 1, text: otp.title },
      paragraph(byAdministrator ? otp.leadByAdministrator : otp.lead),
      { kind: 'code', otp: message.otp },
      paragraph(otp.lifetime(minutes, texts.time(message.expiresAt, timeZone))),
      ...(byAdministrator ? [] : [paragraph(otp.enter)]),
      { kind: 'button', label: otp.enterLabel, to: { page: 'enter-code', request: message } },
      paragraph(otp.keepSecret),
      {
        kind: 'facts',
        facts: [
          { label: texts.referenceLabel, value: message.reference },
          ...askedFacts(message.asked, { texts, timeZone }),
        ],
      },
      {
        kind: 'quiet-link',
        label: otp.notMeLabel,
        to: { page: 'report', reportToken: message.reportToken },
        text: byAdministrator ? otp.notMeByAdministrator : otp.notMe,
      },
    ],
  };
}

/** Notice of a change (NIST SP 800-63B-4, 4.6), with a link to report that it was someone else. */
export function passwordChangedMail(
  message: Of<'password-changed'>,
  { texts, productName, timeZone }: Words,
): MailContent {
  const { passwordChanged } = texts;
  return {
    subject: passwordChanged.subject(productName),
    preheader: passwordChanged.preheader,
    blocks: [
      { kind: 'heading', level: 1, text: passwordChanged.title },
      paragraph(passwordChanged.lead(texts.instant(message.changedAt, timeZone))),
      {
        kind: 'facts',
        facts: [
          { label: texts.userIdLabel, value: message.userId },
          { label: texts.referenceLabel, value: message.reference },
          ...callFacts(message.applied, texts),
        ],
      },
      paragraph(passwordChanged.wasMe),
      { kind: 'heading', level: 2, text: passwordChanged.notMeTitle },
      paragraph(passwordChanged.notMe),
      {
        kind: 'button',
        label: passwordChanged.notMeLabel,
        to: { page: 'report-change', reportToken: message.reportToken },
      },
      paragraph(passwordChanged.next),
      { kind: 'address', to: { page: 'forgot-password' } },
    ],
  };
}

/** Mail with the user IDs of an address. */
export function userIdListMail(message: Of<'user-id-list'>, { texts, productName, timeZone }: Words): MailContent {
  const { userIdList } = texts;
  const facts = askedFacts(message.asked, { texts, timeZone });
  return {
    subject: userIdList.subject(productName),
    preheader: userIdList.preheader,
    blocks: [
      { kind: 'heading', level: 1, text: userIdList.title },
      paragraph(userIdList.lead),
      { kind: 'list', items: message.userIds },
      ...(facts.length > 0 ? [{ kind: 'facts', facts } as const] : []),
      paragraph(userIdList.notMe),
    ],
  };
}

/** Notice that no more codes are mailed for a while, with a link by which the owner can go on (R29). */
export function limitReachedMail(message: Of<'limit-reached'>, { texts, productName, timeZone }: Words): MailContent {
  const { limitReached } = texts;
  const { continuation, reference } = message;
  return {
    subject: limitReached.subject(productName),
    preheader: limitReached.preheader,
    blocks: [
      { kind: 'heading', level: 1, text: limitReached.title },
      paragraph(limitReached.lead),
      paragraph(limitReached.goOn),
      {
        kind: 'button',
        label: limitReached.goOnLabel,
        to: { page: 'enter-code', request: { continuation, reference } },
      },
      paragraph(limitReached.until(texts.instant(message.until, timeZone))),
      {
        kind: 'facts',
        facts: [
          { label: texts.userIdLabel, value: message.userId },
          { label: texts.referenceLabel, value: reference },
          ...askedFacts(message.asked, { texts, timeZone }),
        ],
      },
      paragraph(limitReached.notMe),
    ],
  };
}

/** Warning that a code from an earlier mail was entered and refused, because the account had changed (R16). */
export function resetRefusedMail(message: Of<'reset-refused'>, { texts, productName }: Words): MailContent {
  const { resetRefused } = texts;
  return {
    subject: resetRefused.subject(productName),
    preheader: resetRefused.preheader,
    blocks: [
      { kind: 'heading', level: 1, text: resetRefused.title },
      paragraph(resetRefused.lead),
      {
        kind: 'facts',
        facts: [
          { label: texts.userIdLabel, value: message.userId },
          { label: texts.referenceLabel, value: message.reference },
          ...callFacts(message.applied, texts),
        ],
      },
      paragraph(resetRefused.notMe),
      paragraph(resetRefused.wasMe),
      { kind: 'address', to: { page: 'forgot-password' } },
    ],
  };
}

/** Notice to the addresses that a user had before an administrator changed them. */
export function addressesChangedMail(
  message: Of<'addresses-changed'>,
  { texts, productName, timeZone }: Words,
): MailContent {
  const { addressesChanged } = texts;
  return {
    subject: addressesChanged.subject(productName),
    preheader: addressesChanged.preheader,
    blocks: [
      { kind: 'heading', level: 1, text: addressesChanged.title },
      paragraph(addressesChanged.lead(texts.instant(message.changedAt, timeZone))),
      { kind: 'facts', facts: [{ label: texts.userIdLabel, value: message.userId }] },
      paragraph(addressesChanged.next),
    ],
  };
}

/** Time, network and browser of the request, if known. */
const askedFacts = (
  circumstances: Circumstances | undefined,
  { texts, timeZone }: Pick<Words, 'texts' | 'timeZone'>,
): Fact[] =>
  circumstances === undefined
    ? []
    : [
        {
          label: texts.askedLabel,
          value: texts.instant(fromEpochSeconds(circumstances.at), timeZone),
          worded: true,
        },
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

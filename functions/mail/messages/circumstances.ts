import type { Circumstances } from '../../domain/circumstances.ts';
import { fromEpochSeconds } from '../../domain/time.ts';
import type { Fact } from '../content.ts';
import type { MailTexts } from '../texts/mail-texts.ts';

/** When, from where and with what the mail was asked for, as far as it is known. */
export const asked = (circumstances: Circumstances | undefined, texts: MailTexts): Fact[] =>
  circumstances === undefined
    ? []
    : [
        { label: texts.askedLabel, value: texts.instant(fromEpochSeconds(circumstances.at)), worded: true },
        ...place(circumstances, texts),
      ];

/** From where and with what somebody called. */
export function place(circumstances: Circumstances | undefined, texts: MailTexts): Fact[] {
  if (circumstances === undefined) return [];
  const { network, browser } = circumstances;
  const facts: Fact[] = [{ label: texts.networkLabel, value: network }];
  if (browser === undefined) return facts;
  return [...facts, { label: texts.browserLabel, value: texts.browser(browser.family, browser.system), worded: true }];
}

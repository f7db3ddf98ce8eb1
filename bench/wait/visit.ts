import type { Browser, Page } from 'playwright-core';
import { otpIn } from '../../testkit/deployment/mailbox.ts';
import type { Deployment } from '../../testkit/deployment/deployment.ts';
import { Visitor } from '../../test/e2e/browser/visitor.ts';

/** Steps at which a person waits for the service. */
export const STEPS = ['ask for a code', 'enter the code', 'set the password'] as const;
export type Step = (typeof STEPS)[number];

/** Instants in milliseconds since the epoch, by the clock of this machine. */
export interface Waited {
  readonly step: Step;
  /** The person's last click, or the last digit. */
  readonly acted: number;
  /** The heading of the next page is there. */
  readonly shown: number;
  /** Calls of the browser to the site in between. */
  readonly roundTrips: number;
}

interface Noted {
  readonly acts: number[];
  readonly headings: { readonly text: string; readonly at: number }[];
}

declare global {
  interface Window {
    /** What {@link noteActs} notes. */
    noted?: Noted;
  }
}

/** Runs in the page: notes when the person acts, and when a heading appears. */
function noteActs(): void {
  const noted: Noted = { acts: [], headings: [] };
  window.noted = noted;
  const now = () => performance.timeOrigin + performance.now();
  const act = () => void noted.acts.push(now());
  for (const event of ['click', 'input']) document.addEventListener(event, act, { capture: true });
  new MutationObserver(() => {
    const text = document.querySelector('h1')?.textContent ?? '';
    if (text !== '' && noted.headings.at(-1)?.text !== text) noted.headings.push({ text, at: now() });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Returns how long the person waited for the page with this heading. */
async function waitedFor(page: Page, step: Step, heading: string): Promise<Waited> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  return page.evaluate(
    ({ step, heading }) => {
      const { acts = [], headings = [] } = window.noted ?? {};
      const shown = headings.find(({ text }) => text === heading)?.at ?? Number.NaN;
      const acted = acts.filter((at) => at <= shown).at(-1) ?? Number.NaN;
      const called = performance.getEntriesByType('resource').filter(({ name, startTime }) => {
        const began = performance.timeOrigin + startTime;
        return name.startsWith(location.origin) && began >= acted && began <= shown;
      });
      return { step, acted, shown, roundTrips: called.length };
    },
    { step, heading },
  );
}

/** A password that no rule refuses, new for each journey. */
const passwordOf = (userId: string): string => `long dry riverbeds of ${userId}`;

/** One reset in the browser, as a person does it, under a captcha without a box. */
export async function visit(browser: Browser, { endpoints, mailbox }: Deployment, userId: string): Promise<Waited[]> {
  const person = await Visitor.arrive(browser, { site: endpoints.site, box: false });
  const { page } = person;
  try {
    await page.addInitScript(noteActs);
    await person.open('/forgot-password');
    await person.heading('Reset your password');
    await person.fill('User ID', userId);
    await person.press('RESET PASSWORD');
    const asked = await waitedFor(page, 'ask for a code', 'Enter the code');
    const reference = await person.reference();
    await person.fill('Code from the email', otpIn(await mailbox.waitFor(`${userId}@example.com`, reference)));
    const entered = await waitedFor(page, 'enter the code', 'Choose a new password');
    await person.fill('New password', passwordOf(userId));
    await person.fill('Confirm new password', passwordOf(userId));
    await person.press('RESET PASSWORD');
    const set = await waitedFor(page, 'set the password', 'Password changed');
    await mailbox.waitFor(`${userId}@example.com`, reference, 'changed');
    return [asked, entered, set];
  } finally {
    await person.leave();
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { axeFindings } from './axe.ts';
import type { State } from './states.ts';
import type { Visitor } from './visitor.ts';

const THEMES = {
  light: { colorScheme: 'light', forcedColors: 'none', rules: 'all' },
  // Rules that do not look at colours would find the same again.
  dark: { colorScheme: 'dark', forcedColors: 'none', rules: 'colours' },
  forced: { colorScheme: 'dark', forcedColors: 'active', rules: 'colours' },
} as const;

/** Window sizes in CSS pixels. The narrow one also stands for 1280 px at a zoom of 400 % (WCAG 1.4.10). */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 320, height: 640 },
] as const;

/** Sizes with larger text, where only the layout differs. */
const ENLARGED = [
  { what: 'zoom of 200 %', size: { width: 640, height: 400 }, text: '100%' },
  { what: 'text of twice its size', size: { width: 390, height: 844 }, text: '200%' },
] as const;

/** Milliseconds to wait until the captcha has changed its size. */
const REFIT_LIMIT = 2000;

/** Milliseconds that a picture waits for the captcha to appear. */
const PICTURE_LIMIT = 500;

/** Takes a picture; frames that do not load, such as offline, are ignored. */
async function picture({ page, keep }: Visitor, name: string): Promise<void> {
  const frames = await page.locator('iframe').all();
  const content = frames.map((frame) => frame.contentFrame().locator('main'));
  await Promise.allSettled(content.map((main) => main.waitFor({ timeout: PICTURE_LIMIT })));
  await keep(`states/${name}`);
}

/** Returns a finding if the page scrolls sideways. */
async function sideways(page: Page): Promise<string[]> {
  const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const deadline = Date.now() + REFIT_LIMIT;
  while ((await beyond()) > 0 && Date.now() < deadline) await sleep(20);
  const left = await beyond();
  return left > 0 ? [`is ${left} px wider than the window`] : [];
}

/**
 * Returns what axe finds in a state in all themes and sizes, each with its theme and size, and where the page scrolls
 * sideways. Saves a picture of each.
 */
export async function findingsOf(
  person: Visitor,
  { name, accepted = [] }: Pick<State, 'name' | 'accepted'>,
): Promise<string[]> {
  const { page } = person;
  const findings: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const [theme, { rules, ...media }] of Object.entries(THEMES)) {
      await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
      const found = [...(await axeFindings(page, rules)), ...(await sideways(page))];
      findings.push(...found.map((finding) => `${theme}, ${size.width} px: ${finding}`));
      if (theme !== 'forced') await picture(person, `${name}-${theme}-${size.width}`);
    }
  }
  for (const { what, size, text } of ENLARGED) {
    await page.setViewportSize(size);
    await page.evaluate((fontSize) => {
      document.documentElement.style.fontSize = fontSize;
    }, text);
    findings.push(...(await sideways(page)).map((finding) => `${what}: ${finding}`));
  }
  return findings.filter((finding) => !accepted.some((rule) => finding.includes(`violates ${rule}:`)));
}

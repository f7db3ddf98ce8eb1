import type { Browser } from 'playwright-core';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { renewAllowances } from './allowances.ts';
import { launchBrowser } from './browser.ts';
import { states } from './states.ts';
import { Visitor } from './visitor.ts';

/** Screen of a small telephone in CSS pixels. */
const SMALL = { width: 375, height: 667 };

/** Lowest place of the first input, from the top: the upper half of the screen. */
const INPUT_LIMIT = 333;

const USER = 'user-0203';

const deployment = new Deployment();
let browser: Browser;

beforeAll(async () => {
  await renewAllowances(deployment.endpoints, [USER]);
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

test.each(['log-in', 'forgot-password', 'forgot-user-id', 'enter-code'])(
  '%s: on a small telephone the input is in the upper half, and the button above the fold',
  async (name) => {
    const person = await Visitor.arrive(browser, { site: deployment.endpoints.site });
    try {
      await person.page.setViewportSize(SMALL);
      await states.find((state) => state.name === name)?.reach({ person, deployment, userId: USER });
      await person.page.locator('iframe').first().waitFor();
      const input = await person.page.locator('form input:not([type=hidden])').first().boundingBox();
      const button = await person.page.locator('form button[type=submit]').first().boundingBox();
      const top = Math.round(input?.y ?? Number.NaN);
      const bottom = Math.round((button?.y ?? Number.NaN) + (button?.height ?? 0));
      console.log(`${name}: input at ${top} px, button ends at ${bottom} px of ${SMALL.height}`);
      expect(top).toBeLessThanOrEqual(INPUT_LIMIT);
      expect(bottom).toBeLessThanOrEqual(SMALL.height);
    } finally {
      await person.leave();
    }
  },
);

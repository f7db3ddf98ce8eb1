import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from 'playwright-core';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { renewAllowances } from './allowances.ts';
import { launchBrowser } from './browser.ts';
import { Visitor } from './visitor.ts';

/** Gzipped bytes, without the captcha's. On a poor line a KiB takes 20 ms: poor-line.test.ts has the sum. */
const SCRIPT_BUDGET = 32 * 1024;
const TOTAL_BUDGET = 40 * 1024;

/** Gzipped bytes of the strength estimator, which loads when the field for a new password gets the focus. */
const ESTIMATOR_BUDGET = 85 * 1024;

/** Requests of a page: the document, its styles, its first script and its own, one language, and the settings. */
const REQUEST_BUDGET = 6;

/** Layout shift that counts as "good" for three visits in four (https://web.dev/articles/cls). */
const SHIFT_BUDGET = 0.1;

const USER = 'user-0193';
const CHOOSING_USER = 'user-0199';

const deployment = new Deployment();
const { endpoints } = deployment;
let browser: Browser;

beforeAll(async () => {
  await renewAllowances(endpoints, [USER, CHOOSING_USER]);
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function codePage(): Promise<string> {
  const request = await deployment.start(USER, { from: ownSource() });
  return `/enter-code#${new URLSearchParams({ ...request }).toString()}`;
}

const pages: readonly { name: string; path: () => string | Promise<string>; checked: boolean }[] = [
  { name: 'log in', path: () => '/', checked: true },
  { name: 'forgot password', path: () => '/forgot-password', checked: true },
  { name: 'enter code', path: codePage, checked: true },
  { name: 'report', path: () => '/report#a-token', checked: false },
];

interface Weight {
  readonly script: number;
  readonly total: number;
  readonly requests: number;
  /** Other origins that the page called. */
  readonly foreign: readonly string[];
}

/** Weighs responses as the content delivery network sends them; its emulator does not compress. */
async function weigh(responses: readonly Response[]): Promise<Weight> {
  const isOwn = (response: Response) => new URL(response.url()).origin === new URL(endpoints.site).origin;
  const own = await Promise.all(
    responses.filter(isOwn).map(async (response) => ({
      script: response.request().resourceType() === 'script',
      bytes: gzipSync(await response.body()).length,
    })),
  );
  const sum = (entries: readonly { bytes: number }[]) => entries.reduce((bytes, entry) => bytes + entry.bytes, 0);
  return {
    script: sum(own.filter(({ script }) => script)),
    total: sum(own),
    requests: own.length,
    foreign: [...new Set(responses.filter((each) => !isOwn(each)).map((each) => new URL(each.url()).origin))],
  };
}

/** Returns the latest values: milliseconds until the largest contentful paint, and the layout shift score. */
const vitals = (page: Page): Promise<{ lcp: number; cls: number }> =>
  page.evaluate(async () => {
    const entries = (type: string) =>
      new Promise<PerformanceEntryList>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type, buffered: true });
        // There is no entry if nothing moved.
        setTimeout(() => resolve([]), 200);
      });
    const paints = await entries('largest-contentful-paint');
    const shifts = (await entries('layout-shift')) as (PerformanceEntry & { value: number; hadRecentInput: boolean })[];
    const unexpected = shifts.filter(({ hadRecentInput }) => !hadRecentInput);
    return { lcp: paints.at(-1)?.startTime ?? 0, cls: unexpected.reduce((score, { value }) => score + value, 0) };
  });

const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1);

/** Milliseconds to wait for late content that would move the page. */
const SETTLED = 300;

test.each([
  ['phone', { width: 390, height: 844 }],
  ['desktop', { width: 1280, height: 800 }],
] as const)(
  'on a %s the pages are light, call no other origin except the captcha’s, and do not move',
  async (device, size) => {
    const rows: string[] = [];
    for (const { name, path, checked } of pages) {
      const person = await Visitor.arrive(browser, { site: endpoints.site });
      await person.page.setViewportSize(size);
      const responses: Response[] = [];
      person.page.on('response', (response) => void responses.push(response));
      await person.open(await path());
      await person.page.locator('h1').waitFor();
      if (checked) await person.page.locator('iframe').contentFrame().getByRole('checkbox').waitFor();
      await sleep(SETTLED);

      const { script, total, requests, foreign } = await weigh(responses);
      const { lcp, cls } = await vitals(person.page);
      await person.leave();
      const columns = [kilobytes(script), kilobytes(total), requests, Math.round(lcp), cls.toFixed(3)];
      rows.push([name.padEnd(16), ...columns.map((column) => String(column).padStart(9))].join(''));
      expect(foreign).toEqual(checked ? [endpoints.recaptcha] : []);
      expect(script).toBeGreaterThan(0);
      expect(script).toBeLessThanOrEqual(SCRIPT_BUDGET);
      expect(total).toBeLessThanOrEqual(TOTAL_BUDGET);
      expect(requests).toBeLessThanOrEqual(REQUEST_BUDGET);
      expect(lcp).toBeGreaterThan(0);
      expect(cls).toBeLessThanOrEqual(SHIFT_BUDGET);
    }
    const head = [
      device.padEnd(16),
      ...['JS KiB', 'all KiB', 'requests', 'LCP ms', 'CLS'].map((cell) => cell.padStart(9)),
    ];
    console.log([head.join(''), ...rows].join('\n'));
  },
);

test('the strength estimator loads from the pages’ origin when the user is about to type a new password', async () => {
  const request = await deployment.start(CHOOSING_USER, { from: ownSource() });
  const otp = await deployment.otpOf(request, `${CHOOSING_USER}@example.com`);
  const person = await Visitor.arrive(browser, { site: endpoints.site });
  const responses: Response[] = [];
  const estimators = () => responses.filter((response) => /password-strength-[^/]*\.js$/.test(response.url()));
  person.page.on('response', (response) => void responses.push(response));
  await person.open(`/enter-code#${new URLSearchParams({ ...request }).toString()}`);
  await person.enterCode(otp);
  await person.heading('Choose a new password');
  await sleep(SETTLED);
  const { script } = await weigh(responses);
  expect(script).toBeLessThanOrEqual(SCRIPT_BUDGET);
  expect(estimators()).toEqual([]);

  await person.fill('New password', 'three old bridges over a river');
  await person.sees('Strength: strong');
  const { script: estimator, requests, foreign } = await weigh(estimators());
  await person.leave();
  console.log(`strength estimator: ${kilobytes(estimator)} KiB`);
  expect({ requests, foreign }).toEqual({ requests: 1, foreign: [] });
  expect(estimator).toBeGreaterThan(0);
  expect(estimator).toBeLessThanOrEqual(ESTIMATOR_BUDGET);
  expect(person.complaints.all).toEqual([]);
});

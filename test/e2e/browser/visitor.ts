import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Complaints } from './browser.ts';

const SCREENSHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

/** Window sizes of a desktop and a phone. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;

/** Milliseconds to wait for a step, with a cold start. */
const PATIENCE = 60_000;

interface VisitorOptions {
  readonly site: string;
  /** Statuses of the API that the test provokes; the browser logs each as an error. */
  readonly provoked?: readonly number[];
  /** Language of the browser. Default: `en-US`. */
  readonly locale?: string;
  /** False where the captcha has no box to tick. */
  readonly box?: boolean;
  /** False where the browser runs no script of the page. */
  readonly scripts?: boolean;
  /** Time zone of the browser. Default: that of the machine. */
  readonly timezoneId?: string;
}

/** A user of the pages, with a separate browser profile. */
export class Visitor {
  readonly page: Page;
  readonly complaints: Complaints;
  readonly #context: BrowserContext;
  readonly #site: string;
  readonly #box: boolean;
  readonly #addresses: string[] = [];

  private constructor(context: BrowserContext, page: Page, options: VisitorOptions) {
    this.#context = context;
    this.page = page;
    this.#site = options.site;
    this.#box = options.box ?? true;
    this.complaints = new Complaints(page, options.provoked);
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#addresses.push(frame.url());
    });
  }

  static async arrive(browser: Browser, options: VisitorOptions): Promise<Visitor> {
    const { locale = 'en-US', timezoneId, scripts: javaScriptEnabled = true } = options;
    const context = await browser.newContext({ viewport: SIZES[0], locale, timezoneId, javaScriptEnabled });
    context.setDefaultTimeout(PATIENCE);
    return new Visitor(context, await context.newPage(), options);
  }

  /** Returns the URLs that the browser asks for leave to call from now on. Playwright does not show preflights. */
  async preflights(): Promise<readonly string[]> {
    const asked: string[] = [];
    const devtools = await this.#context.newCDPSession(this.page);
    await devtools.send('Network.enable');
    devtools.on('Network.requestWillBeSent', ({ request: { method, url } }) => {
      if (method === 'OPTIONS') asked.push(url);
    });
    return asked;
  }

  /** Every address that the address bar has shown. */
  get addresses(): readonly string[] {
    return this.#addresses;
  }

  open = (path: string) => this.page.goto(path.startsWith('/') ? this.#site + path : path);

  heading = (name: string) => this.page.getByRole('heading', { level: 1, name }).waitFor();

  sees = (words: string | RegExp) => this.page.getByText(words).first().waitFor();

  fill = (label: string, value: string) => this.page.getByRole('textbox', { name: label, exact: true }).fill(value);

  press = (name: string) => this.page.getByRole('button', { name, exact: true }).click();

  follow = (name: string) => this.page.getByRole('link', { name, exact: true }).click();

  /** Ticks the captcha, if it has a box, and waits until the provider accepts it. */
  async tick(): Promise<void> {
    if (!this.#box) return;
    const frame = this.page.locator('#captcha iframe').contentFrame();
    await frame.getByRole('checkbox').check();
    await frame.getByText('Verified').waitFor();
  }

  /** Ticks the captcha as the last act: the page may have changed before the captcha shows that it is accepted. */
  async tickToGoOn(): Promise<void> {
    if (this.#box) await this.page.locator('#captcha iframe').contentFrame().getByRole('checkbox').click();
  }

  /** Enters a code and ticks the captcha; the page submits by itself. */
  async enterCode(otp: string, label = 'Code from the email'): Promise<void> {
    await this.fill(label, otp);
    await this.tickToGoOn();
  }

  reference = async (): Promise<string> => (await this.page.locator('dl bdi').textContent()) ?? '';

  /** Chooses a language by its own name. */
  chooseLanguage = (name: string) => this.page.locator('#language').selectOption({ label: name });

  /** Returns what the tab and the browser store for the site. */
  storage = (): Promise<{ session: Record<string, unknown>; local: Record<string, unknown>; cookies: string }> =>
    this.page.evaluate(() => ({
      session: Object.fromEntries(Object.entries(sessionStorage)),
      local: Object.fromEntries(Object.entries(localStorage)),
      cookies: document.cookie,
    }));

  /** Saves a picture of the whole page for people to look at. */
  keep = (name: string) => this.page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true });

  /** Saves a picture of the page in both sizes. */
  async picture(name: string): Promise<void> {
    for (const size of SIZES) {
      await this.page.setViewportSize(size);
      await this.keep(`${name}-${size.width}`);
    }
    await this.page.setViewportSize(SIZES[0]);
  }

  leave = () => this.#context.close();
}

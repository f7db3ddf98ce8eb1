import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Complaints } from './browser.ts';

const SCREENSHOTS = fileURLToPath(new URL('screenshots/', import.meta.url));

/** A desktop's window and a telephone's. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;

/** Milliseconds: each step may meet a cold start. */
const PATIENCE = 60_000;

interface VisitorOptions {
  readonly site: string;
  /** Statuses of the API that the test provokes; a browser logs each as an error. */
  readonly provoked?: readonly number[];
  /** The language that the browser asks for; `en-US` unless told. */
  readonly locale?: string;
}

/** A person in front of the pages, with a browser profile of their own. */
export class Visitor {
  readonly page: Page;
  readonly complaints: Complaints;
  readonly #context: BrowserContext;
  readonly #site: string;
  readonly #addresses: string[] = [];

  private constructor(context: BrowserContext, page: Page, options: VisitorOptions) {
    this.#context = context;
    this.page = page;
    this.#site = options.site;
    this.complaints = new Complaints(page, options.provoked);
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#addresses.push(frame.url());
    });
  }

  static async arrive(browser: Browser, options: VisitorOptions): Promise<Visitor> {
    const context = await browser.newContext({ viewport: SIZES[0], locale: options.locale ?? 'en-US' });
    context.setDefaultTimeout(PATIENCE);
    return new Visitor(context, await context.newPage(), options);
  }

  /** Every address that the address bar had. */
  get addresses(): readonly string[] {
    return this.#addresses;
  }

  open = (path: string) => this.page.goto(path.startsWith('/') ? this.#site + path : path);

  heading = (name: string) => this.page.getByRole('heading', { level: 1, name }).waitFor();

  sees = (words: string | RegExp) => this.page.getByText(words).first().waitFor();

  fill = (label: string, value: string) => this.page.getByRole('textbox', { name: label, exact: true }).fill(value);

  press = (name: string) => this.page.getByRole('button', { name, exact: true }).click();

  follow = (name: string) => this.page.getByRole('link', { name, exact: true }).click();

  /** Ticks the box of the human check, and waits until the provider has judged. */
  async tick(id = 'captcha'): Promise<void> {
    const frame = this.page.locator(`#${id} iframe`).contentFrame();
    await frame.getByRole('checkbox').check();
    await frame.getByText('Verified').waitFor();
  }

  /** Enters a code and ticks the box; the page goes on by itself. */
  async enterCode(otp: string, label = 'Code from the mail'): Promise<void> {
    await this.fill(label, otp);
    // What is behind the box may be gone before it says that it has judged.
    await this.page.locator('#captcha iframe').contentFrame().getByRole('checkbox').click();
  }

  reference = async (): Promise<string> => (await this.page.locator('dl bdi').textContent()) ?? '';

  /** Chooses a language by hand, by its name in itself. */
  speak = (name: string) => this.page.locator('#language').selectOption({ label: name });

  /** What the tab and the browser keep of the site. */
  storage = (): Promise<{ session: Record<string, unknown>; local: Record<string, unknown>; cookies: string }> =>
    this.page.evaluate(() => ({
      session: Object.fromEntries(Object.entries(sessionStorage)),
      local: Object.fromEntries(Object.entries(localStorage)),
      cookies: document.cookie,
    }));

  /** Keeps a picture of the whole page as it is now, for people to look at. */
  keep = (name: string) => this.page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true });

  /** Keeps a picture of the page in both sizes. */
  async picture(name: string): Promise<void> {
    for (const size of SIZES) {
      await this.page.setViewportSize(size);
      await this.keep(`${name}-${size.width}`);
    }
    await this.page.setViewportSize(SIZES[0]);
  }

  leave = () => this.#context.close();
}

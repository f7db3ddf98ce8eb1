import type { Locator, Page } from 'playwright-core';

/** Presses of Tab after which a control counts as unreachable. */
const MOST_STOPS = 20;

/** A user with only a keyboard. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /**
   * Presses Tab until the control has the focus. Throws if it is not reached, or if a stop on the way shows no focus.
   */
  async tabTo(control: Locator): Promise<void> {
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      await this.#page.keyboard.press('Tab');
      const unseen = await this.#unseenFocus();
      if (unseen !== undefined) throw new Error(`The focus cannot be seen on ${unseen}`);
      if (await hasFocus(control)) return;
    }
    throw new Error(`Tab does not lead to ${String(control)}`);
  }

  type = (words: string) => this.#page.keyboard.type(words);
  enter = () => this.#page.keyboard.press('Enter');
  space = () => this.#page.keyboard.press('Space');

  /** Ticks the captcha, and waits until the provider accepts it. */
  async tick(): Promise<void> {
    await this.tickAndGoOn();
    await this.#captcha().getByText('Verified').waitFor();
  }

  /** Ticks the captcha as the last act, after which the page submits by itself. */
  async tickAndGoOn(): Promise<void> {
    await this.tabTo(this.#captcha().getByRole('checkbox'));
    await this.space();
  }

  #captcha = () => this.#page.locator('#captcha iframe').contentFrame();

  /** Returns the focused element if it has no outline. Elements in the captcha's frame belong to its provider. */
  #unseenFocus(): Promise<string | undefined> {
    return this.#page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body || focused.tagName === 'IFRAME') return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      return outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2 ? focused.outerHTML : undefined;
    });
  }
}

/** Whether the element exists and has the focus. */
export const hasFocus = async (element: Locator): Promise<boolean> =>
  (await element.count()) === 1 && element.evaluate((node) => node === document.activeElement);

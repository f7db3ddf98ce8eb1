import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, Result, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** The object that {@link SOURCE} adds to the page. */
    axe?: { run(context: object, options: RunOptions): Promise<AxeResults> };
  }
}

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * axe reads the colour of a text from this property, for which Chromium returns the colour without forced colours. No
 * page sets the property, so the real colour is always `color`.
 */
function readFillAsColour(): void {
  const original = window.getComputedStyle.bind(window);
  window.getComputedStyle = (...element) => {
    const style = original(...element);
    const read = style.getPropertyValue.bind(style);
    style.getPropertyValue = (name) => read(name === '-webkit-text-fill-color' ? 'color' : name);
    return style;
  };
}

/** Tags of axe's rules for WCAG 2.2, levels A and AA, and of its best practices. */
const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules whose outcome depends on colours. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Returns axe's violations and undecided checks, one line per element. The captcha's frame belongs to its provider.
 */
export async function axeFindings(page: Page, which: 'all' | 'colours'): Promise<string[]> {
  // The content security policy blocks scripts that a page loads, not scripts that developer tools evaluate.
  if (!(await page.evaluate(() => window.axe !== undefined))) {
    await page.evaluate(readFillAsColour);
    await page.evaluate(SOURCE);
  }
  const runOnly: RunOptions['runOnly'] =
    which === 'all' ? { type: 'tag', values: ALL } : { type: 'rule', values: COLOURS };
  const results = await page.evaluate(
    (options) => window.axe?.run({ include: [['html']], exclude: [['iframe']] }, options),
    { runOnly, iframes: false, preload: false } satisfies RunOptions,
  );
  if (results === undefined) throw new Error('axe did not load');
  return [...linesOf('violates', results.violations), ...linesOf('may violate', results.incomplete)];
}

const linesOf = (verdict: string, results: readonly Result[]): string[] =>
  results.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const causes = [...any, ...all, ...none].map(({ message }) => message);
      return `${verdict} ${id}: ${target.join(' ')}: ${causes.join('; ')}`;
    }),
  );

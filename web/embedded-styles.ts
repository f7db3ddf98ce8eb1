import type { EmbedOptions } from '../client/src/embed.ts';
import styles from './embed.css?inline';

/** CSS pixels that most browsers give to text. */
const USUAL_SIZE = 16;

/** Forces the media queries of one colour scheme. */
const inScheme = (css: string, scheme: EmbedOptions['colorScheme']): string =>
  scheme === undefined
    ? css
    : css.replaceAll(/\(prefers-color-scheme:\s*dark\)/g, scheme === 'dark' ? 'all' : 'not all');

/**
 * Gives the pages their styles. `rem` would be of the document's own root, which some make 10 px: instead it is the size that
 * the person gave to text.
 */
export function dress(tree: ShadowRoot, root: HTMLElement, scheme: EmbedOptions['colorScheme']): void {
  const css = inScheme(styles, scheme);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  tree.adoptedStyleSheets = [sheet];
  if (scheme !== undefined) root.style.colorScheme = scheme;
  root.style.fontSize = 'medium';
  const size = Number.parseFloat(getComputedStyle(root).fontSize) || USUAL_SIZE;
  root.style.fontSize = '';
  sheet.replaceSync(css.replaceAll(/(\d*\.?\d+)rem\b/g, (_length, number: string) => `${Number(number) * size}px`));
}

import { render } from 'preact';
import type { Embedded, EmbedOptions, Mount } from '../client/src/embed.ts';
import { everyLanguage, isLanguage, type Language } from '../functions/domain/languages.ts';
import { App } from './app.tsx';
import styles from './embed.css?inline';
import { embeddedHost } from './embedded-host.ts';
import { KnownDevice } from './known-device.ts';
import { showFirst } from './language.ts';
import { LanguageChoice } from './language-choice.ts';
import { storageOf, TabSession } from './session.ts';
import { keepGivenUserId } from './user-id-hint.ts';

/** Site of the hosted pages, which also serves this module. */
const module: string = import.meta.url;
const site = new URL('.', module).href;

const PREFIX = 'password-reset:';

/** Whether the pages are mounted. Their language is a variable of this module, so there can be only one mount. */
let mounted = false;

function fixedLanguage({ language }: EmbedOptions): Language | undefined {
  if (language === undefined || isLanguage(language)) return language;
  throw new TypeError(`mount: language is ${String(language)}; there are ${everyLanguage.join(', ')}`);
}

function givenUserId({ userId }: EmbedOptions): string | undefined {
  if (userId === undefined || typeof userId === 'string') return userId;
  throw new TypeError(`mount: userId is ${String(userId)}, which is no text`);
}

/** Font size of most browsers in CSS pixels. */
const DEFAULT_FONT_SIZE = 16;

/** Returns the styles with the media queries of one colour scheme forced. */
const inScheme = (css: string, scheme: EmbedOptions['colorScheme']): string =>
  scheme === undefined
    ? css
    : css.replaceAll(/\(prefers-color-scheme:\s*dark\)/g, scheme === 'dark' ? 'all' : 'not all');

/**
 * Adds the styles to the shadow tree. `rem` would depend on the document's root, which some pages set to 10 px, so it
 * is replaced by the font size of the user's browser.
 */
function applyStyles(tree: ShadowRoot, root: HTMLElement, scheme: EmbedOptions['colorScheme']): void {
  const css = inScheme(styles, scheme);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  tree.adoptedStyleSheets = [sheet];
  if (scheme !== undefined) root.style.colorScheme = scheme;
  root.style.fontSize = 'medium';
  const size = Number.parseFloat(getComputedStyle(root).fontSize) || DEFAULT_FONT_SIZE;
  root.style.fontSize = '';
  sheet.replaceSync(css.replaceAll(/(\d*\.?\d+)rem\b/g, (_length, number: string) => `${Number(number) * size}px`));
}

/** Shows the hosted pages in an element of the document; see client/src/embed.ts. */
export const mount: Mount = (element, options = {}): Embedded => {
  if (!(element instanceof Element)) throw new TypeError('mount: element is not an element of this document');
  if (mounted) throw new Error('mount: the pages are mounted already; unmount them first');
  const language = fixedLanguage(options);
  const userId = givenUserId(options);
  const box = document.createElement('div');
  // Named, so that a style sheet of the document can select the pages' parts.
  box.className = 'password-reset';
  const tree = box.attachShadow({ mode: 'open' });
  const root = document.createElement('section');
  root.className = 'embedded';
  tree.append(root);
  const host = embeddedHost({ box, tree, root }, options, site);
  element.append(box);
  applyStyles(tree, root, options.colorScheme);

  mounted = true;
  let shown = true;
  const storage = storageOf('sessionStorage', PREFIX);
  const choice = new LanguageChoice(storage);
  const session = new TabSession(storage);
  keepGivenUserId(session, userId);
  const device = new KnownDevice(storageOf('localStorage', PREFIX));
  const first = language === undefined ? choice : { chosen: language };
  void showFirst(host, first, navigator.languages).then(() => {
    if (shown) render(<App host={host} session={session} device={device} choice={choice} />, root);
  });
  return {
    unmount() {
      if (!shown) return;
      shown = false;
      mounted = false;
      render(null, root);
      box.remove();
    },
  };
};

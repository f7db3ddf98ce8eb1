import { render } from 'preact';
import type { Embedded, EmbedOptions, Mount } from '../client/src/embed.ts';
import { everyLanguage, isLanguage, type Language } from '../functions/domain/languages.ts';
import { App } from './app.tsx';
import { embeddedHost } from './embedded-host.ts';
import { dress } from './embedded-styles.ts';
import { LanguageChoice, showFirst } from './language.ts';
import { TabSession } from './session.ts';
import { storageOf } from './tab-storage.ts';

/** The hosted pages are where this module is. */
const module: string = import.meta.url;
const site = new URL('.', module).href;

const PREFIX = 'password-reset:';

/** The language of the pages is one for the module. */
let mounted = false;

function fixedLanguage({ language }: EmbedOptions): Language | undefined {
  if (language === undefined || isLanguage(language)) return language;
  throw new TypeError(`mount: language is ${String(language)}; there are ${everyLanguage.join(', ')}`);
}

/** Shows the steps of the hosted pages in an element of the document; see client/src/embed.ts. */
export const mount: Mount = (element, options = {}): Embedded => {
  if (!(element instanceof Element)) throw new TypeError('mount: element is not an element of this document');
  if (mounted) throw new Error('mount: the pages are mounted already; unmount them first');
  const language = fixedLanguage(options);
  const box = document.createElement('div');
  const tree = box.attachShadow({ mode: 'open' });
  const root = document.createElement('section');
  root.className = 'embedded';
  tree.append(root);
  const host = embeddedHost({ box, tree, root }, options, site);
  element.append(box);
  dress(tree, root, options.colorScheme);

  mounted = true;
  let shown = true;
  const storage = storageOf('sessionStorage', PREFIX);
  const choice = new LanguageChoice(storage);
  const session = new TabSession(storage);
  const first = language === undefined ? choice : { chosen: language };
  void showFirst(host, first, navigator.languages).then(() => {
    if (shown) render(<App host={host} session={session} choice={choice} />, root);
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

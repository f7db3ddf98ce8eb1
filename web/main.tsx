import { render } from 'preact';
import { App } from './app.tsx';
import { type Host, prefersDark } from './host.ts';
import { KnownDevice } from './known-device.ts';
import { LanguageChoice, showFirst } from './language.ts';
import type { Place } from './pages.ts';
import { storageOf, TabSession } from './session.ts';
import { loadSettings } from './settings.ts';

/** Host of the hosted pages, which own the document, its address and its history. */
const documentHost = (): Host => ({
  embedded: false,
  root: document.documentElement,
  tree: document,
  choosesLanguage: true,
  shown: false,
  navigation: {
    // The history entry holds the notice, not the address.
    current() {
      const path = window.location.pathname.replace(/(.)\/+$/, '$1');
      const state = window.history.state as Pick<Place, 'notice'> | null;
      return { path, notice: state?.notice };
    },
    go(path, notice, replace) {
      window.history[replace ? 'replaceState' : 'pushState']({ notice }, '', path);
      window.scrollTo(0, 0);
    },
    follow(changed) {
      window.addEventListener('popstate', changed);
      return () => window.removeEventListener('popstate', changed);
    },
  },
  loadSettings: () => loadSettings('/config.json'),
  setTitle(title) {
    document.title = title;
  },
  hrefOf: (path) => path,
  dark: prefersDark,
  addCaptchaContainer: (box) => box.appendChild(document.createElement('div')),
});

const host = documentHost();
const session = new TabSession(storageOf('sessionStorage'));
const device = new KnownDevice(storageOf('localStorage'));
const choice = new LanguageChoice(storageOf('localStorage'));
const root = document.getElementById('app');
// Nothing is rendered before its language is loaded.
await showFirst(host, choice, navigator.languages);
if (root !== null) render(<App host={host} session={session} device={device} choice={choice} />, root);

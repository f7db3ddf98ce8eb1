import { Component, type ComponentChildren, render } from 'preact';
import { App } from './app.tsx';
import { type Host, prefersDark } from './host.ts';
import { KnownDevice } from './known-device.ts';
import { showFirst } from './language.ts';
import { LanguageChoice } from './language-choice.ts';
import { takeHints } from './login-page.ts';
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

/** What index.html shows where the pages do not come up. */
const fallback = document.getElementById('fallback');

function showFallback(): void {
  if (fallback === null) return;
  fallback.classList.add('fallback-now');
  document.body.append(fallback);
}

/** Shows the fallback in place of pages that an error has stopped: an empty page would not say how to go on. */
class NeverBlank extends Component<{ children: ComponentChildren }, { stopped: boolean }> {
  static override getDerivedStateFromError = () => ({ stopped: true });

  override state = { stopped: false };

  override componentDidCatch(error: unknown): void {
    reportError(error);
    showFallback();
  }

  override render() {
    return this.state.stopped ? null : this.props.children;
  }
}

const host = documentHost();
const session = new TabSession(storageOf('sessionStorage'));
const address = takeHints(session, window.location.href);
if (address !== window.location.href) window.history.replaceState(window.history.state, '', address);
const local = storageOf('localStorage');
const device = new KnownDevice(local);
const choice = new LanguageChoice(local);
const root = document.getElementById('app');
try {
  // Nothing is rendered before its language is loaded.
  await showFirst(host, choice, navigator.languages);
  if (root !== null)
    render(
      <NeverBlank>
        <App host={host} session={session} device={device} choice={choice} />
      </NeverBlank>,
      root,
    );
  fallback?.remove();
} catch (error) {
  reportError(error);
  showFallback();
}

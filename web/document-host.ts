import { type Host, prefersDark } from './host.ts';
import type { Place } from './pages.ts';
import { loadSettings } from './settings.ts';

/** The hosted pages: the whole document, its address and its history are theirs. */
export const documentHost = (): Host => ({
  embedded: false,
  root: document.documentElement,
  tree: document,
  speaksAny: true,
  shown: false,
  course: {
    // The notice is kept with the history entry, not in the address.
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
  entitle(title) {
    document.title = title;
  },
  hrefOf: (path) => path,
  dark: prefersDark,
  holdCheck: (box) => box.appendChild(document.createElement('div')),
});

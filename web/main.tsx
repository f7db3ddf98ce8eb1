import { render } from 'preact';
import { App } from './app.tsx';
import { language } from './messages/text.ts';
import { type TabStorage, TabSession } from './session.ts';

/** Where a browser refuses storage the pages still work, but a reload starts again. */
function tabStorage(): TabStorage {
  try {
    return window.sessionStorage;
  } catch {
    const entries = new Map<string, string>();
    return {
      getItem: (key) => entries.get(key) ?? null,
      setItem: (key, value) => void entries.set(key, value),
      removeItem: (key) => void entries.delete(key),
    };
  }
}

document.documentElement.lang = language;
const root = document.getElementById('app');
if (root !== null) render(<App session={new TabSession(tabStorage())} />, root);

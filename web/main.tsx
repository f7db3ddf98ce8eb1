import { render } from 'preact';
import { App } from './app.tsx';
import { LanguageChoice, showFirst } from './language.ts';
import { type TabStorage, TabSession } from './session.ts';

/** Where a browser refuses storage the pages still work, but a reload starts again. */
function storage(kind: 'sessionStorage' | 'localStorage'): TabStorage {
  try {
    return window[kind];
  } catch {
    const entries = new Map<string, string>();
    return {
      getItem: (key) => entries.get(key) ?? null,
      setItem: (key, value) => void entries.set(key, value),
      removeItem: (key) => void entries.delete(key),
    };
  }
}

const session = new TabSession(storage('sessionStorage'));
const choice = new LanguageChoice(storage('localStorage'));
const root = document.getElementById('app');
// Nothing is drawn before its language is there.
await showFirst(choice, navigator.languages);
if (root !== null) render(<App session={session} choice={choice} />, root);

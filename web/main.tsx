import { render } from 'preact';
import { App } from './app.tsx';
import { documentHost } from './document-host.ts';
import { LanguageChoice, showFirst } from './language.ts';
import { TabSession } from './session.ts';
import { storageOf } from './tab-storage.ts';

const host = documentHost();
const session = new TabSession(storageOf('sessionStorage'));
const choice = new LanguageChoice(storageOf('localStorage'));
const root = document.getElementById('app');
// Nothing is drawn before its language is there.
await showFirst(host, choice, navigator.languages);
if (root !== null) render(<App host={host} session={session} choice={choice} />, root);

import { type Language, languages } from '../functions/domain/languages.ts';
import { firstLanguage, LanguageChoice } from './language-choice.ts';
import { storageOf } from './session.ts';

/** Path of each language's file; web/first-script.ts fills it in. */
declare const LANGUAGE_FILES: Readonly<Record<Language, string>>;

/**
 * Small script that runs before the pages' own one has arrived: it asks for the language at once, because on a slow
 * line that would else wait for the larger file, and it works where that file does not load.
 */
const language = firstLanguage(new LanguageChoice(storageOf('localStorage')), navigator.languages);
document.documentElement.lang = language;
document.documentElement.dir = languages[language].direction;

const preload = document.createElement('link');
preload.rel = 'modulepreload';
preload.href = LANGUAGE_FILES[language];
document.head.append(preload);

const fallback = () => document.getElementById('fallback');
const isEmpty = () => document.getElementById('app')?.childElementCount === 0;
const showFallback = () => {
  if (isEmpty()) fallback()?.classList.add('fallback-now');
};

/** Whether a file was refused before this script ran: the error event of that file is over. */
const isRefused = ({ src }: HTMLScriptElement) =>
  performance.getEntriesByName(src).some((entry) => (entry as PerformanceResourceTiming).responseStatus >= 400);

function onDocument(): void {
  for (const text of fallback()?.querySelectorAll('p') ?? []) text.hidden = text.lang !== language;
  if (Array.from(document.scripts).some(isRefused)) showFallback();
}
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', onDocument);
else onDocument();

// Errors of files do not bubble.
window.addEventListener(
  'error',
  ({ target }) => {
    const file = target instanceof HTMLScriptElement || target instanceof HTMLLinkElement;
    if (file) showFallback();
  },
  true,
);
// The link's own address lacks the `#` of a mail's link.
document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || event.target.closest('#fallback a') === null) return;
  event.preventDefault();
  window.location.reload();
});

import { createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { type Language, languages } from '../functions/domain/languages.ts';
import { type Host, useHost } from './host.ts';
import { firstLanguage, type LanguageChoice } from './language-choice.ts';
import { language, loadLanguage } from './messages/text.ts';

/** Sets the language of the pages; returns and rejects as {@link loadLanguage} does. */
async function show({ root }: Pick<Host, 'root'>, language: Language): Promise<boolean> {
  if (!(await loadLanguage(language))) return false;
  root.lang = language;
  root.dir = languages[language].direction;
  return true;
}

/** Sets the chosen language, or else the browser's; English if that one cannot be loaded. */
export const showFirst = (
  host: Pick<Host, 'root'>,
  choice: Pick<LanguageChoice, 'chosen'>,
  browser: readonly string[],
): Promise<boolean> => show(host, firstLanguage(choice, browser)).catch(() => show(host, 'en'));

interface LanguageState {
  readonly language: Language;
  /** Rejects, and changes nothing, if the language cannot be loaded. */
  readonly change: (language: Language) => Promise<void>;
}

export const LanguageContext = createContext<LanguageState | undefined>(undefined);

/** State of the language; the component that holds it is rendered again when the language changes. */
export function useLanguageState(choice: LanguageChoice): LanguageState {
  const host = useHost();
  const [shown, setShown] = useState(language);
  const change = async (next: Language) => {
    if (!(await show(host, next))) return;
    choice.chosen = next;
    setShown(next);
  };
  return { language: shown, change };
}

export function useLanguage(): LanguageState {
  const state = useContext(LanguageContext);
  if (state === undefined) throw new Error('A component used the language outside the pages');
  return state;
}

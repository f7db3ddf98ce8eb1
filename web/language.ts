import { createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { bestLanguage, isLanguage, type Language, languages } from '../functions/domain/languages.ts';
import { type Host, useHost } from './host.ts';
import { language, speak } from './messages/text.ts';
import type { TabStorage } from './session.ts';

const CHOSEN = 'language';

/**
 * The language that a person chose by hand. It is no secret, and is kept in the browser and not only in the tab: the link
 * in a mail opens in it too.
 */
export class LanguageChoice {
  readonly #storage: TabStorage;

  constructor(storage: TabStorage) {
    this.#storage = storage;
  }

  get chosen(): Language | undefined {
    const tag = this.#storage.getItem(CHOSEN);
    return tag !== null && isLanguage(tag) ? tag : undefined;
  }

  set chosen(language: Language) {
    this.#storage.setItem(CHOSEN, language);
  }
}

/** Shows the pages in a language; rejects where it cannot be loaded. */
async function show({ root }: Pick<Host, 'root'>, language: Language): Promise<void> {
  await speak(language);
  root.lang = language;
  root.dir = languages[language].direction;
}

/** Shows the language that was chosen, else the browser's; English where that one cannot be loaded. */
export const showFirst = (
  host: Pick<Host, 'root'>,
  choice: Pick<LanguageChoice, 'chosen'>,
  browser: readonly string[],
): Promise<void> => show(host, choice.chosen ?? bestLanguage(browser)).catch(() => show(host, 'en'));

interface LanguageState {
  readonly language: Language;
  /** Rejects, and changes nothing, where the language cannot be loaded. */
  readonly change: (language: Language) => Promise<void>;
}

export const LanguageContext = createContext<LanguageState | undefined>(undefined);

/** Its owner is drawn again when the language changes. */
export function useLanguageState(choice: LanguageChoice): LanguageState {
  const host = useHost();
  const [shown, setShown] = useState(language);
  const change = async (next: Language) => {
    await show(host, next);
    choice.chosen = next;
    setShown(next);
  };
  return { language: shown, change };
}

export function useLanguage(): LanguageState {
  const state = useContext(LanguageContext);
  if (state === undefined) throw new Error('A language was asked for outside of the pages');
  return state;
}

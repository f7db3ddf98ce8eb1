import { bestLanguage, isLanguage, type Language } from '../functions/domain/languages.ts';
import type { TabStorage } from './session.ts';

const CHOSEN = 'language';

/**
 * The language that the user chose. It is no secret, so the browser keeps it and not only the tab: the link in a mail
 * opens in the same language.
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

/** Returns the chosen language, or else the best of the browser's. */
export const firstLanguage = (choice: Pick<LanguageChoice, 'chosen'>, browser: readonly string[]): Language =>
  choice.chosen ?? bestLanguage(browser);

import type { Language } from '../../functions/domain/languages.ts';
import type { Catalogue } from './translation.ts';

/**
 * Loaders of the catalogues. Each language is its own file in the build, so a browser loads only the one that it
 * shows.
 */
export const catalogues: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => (await import('./en.ts')).en,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  de: async () => (await import('./de.ts')).de,
  hi: async () => (await import('./hi.ts')).hi,
  'zh-Hans': async () => (await import('./zh-hans.ts')).zhHans,
  ar: async () => (await import('./ar.ts')).ar,
};

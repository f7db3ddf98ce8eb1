import { type OwnTexts, replaceTexts } from './messages/text.ts';

/** What `/config.json` says of the brand. It was checked when the stack was made; all of it may be left out. */
export interface PageBrand {
  /** Path of an image. */
  readonly logo?: string;
  /** The accent and the text on it, for either theme, as `#rrggbb`. */
  readonly colours?: Readonly<Record<'accent' | 'onAccent' | 'accentDark' | 'onAccentDark', string>>;
  /** An e-mail address or an https URL. */
  readonly supportContact?: string;
  readonly texts?: OwnTexts;
}

export function parseBrand(value: unknown): PageBrand {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new Error('config.json: brand is not an object');
}

/**
 * Puts colours and texts in the places of ours, before anything that has them is drawn. styles.css takes its accents from these
 * properties; the content security policy forbids style in the document, and not this.
 */
export function wear({ colours, texts }: PageBrand): void {
  replaceTexts(texts ?? {});
  if (colours === undefined) return;
  const { style } = document.documentElement;
  style.setProperty('--brand', colours.accent);
  style.setProperty('--on-brand', colours.onAccent);
  style.setProperty('--brand-dark', colours.accentDark);
  style.setProperty('--on-brand-dark', colours.onAccentDark);
}

import { type OwnTexts, replaceTexts } from './messages/text.ts';

/** Brand in `/config.json`. The synthesis of the stack has checked it; every part is optional. */
export interface PageBrand {
  /** Path of an image. */
  readonly logo?: string;
  /** Colours of the accent and of text on it, for the light and the dark theme, as `#rrggbb`. */
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
 * Replaces our colours and texts by those of the brand, before a page shows them. The colours are properties of the
 * pages' root, from which styles.css takes its accents. The content security policy forbids styles in the document,
 * but allows this.
 */
export function applyBrand({ colours, texts }: PageBrand, { style }: HTMLElement): void {
  replaceTexts(texts ?? {});
  if (colours === undefined) return;
  style.setProperty('--brand', colours.accent);
  style.setProperty('--on-brand', colours.onAccent);
  style.setProperty('--brand-dark', colours.accentDark);
  style.setProperty('--on-brand-dark', colours.onAccentDark);
}

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

/** The properties that styles.css takes its accents from; what the policy forbids is style in the document, not this. */
const PROPERTIES = {
  accent: '--brand',
  onAccent: '--on-brand',
  accentDark: '--brand-dark',
  onAccentDark: '--on-brand-dark',
} as const;

/** Puts colours and texts in the places of ours, before anything that has them is drawn. */
export function wear({ colours, texts }: PageBrand): void {
  replaceTexts(texts ?? {});
  if (colours === undefined) return;
  for (const [name, property] of Object.entries(PROPERTIES) as [keyof typeof PROPERTIES, string][]) {
    document.documentElement.style.setProperty(property, colours[name]);
  }
}

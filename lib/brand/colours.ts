import type { Settings } from '../settings/schema.ts';
import { type Colour, contrast, shadeWith, TEXT_CONTRAST, textColourOn } from './contrast.ts';

/** Accent colour of pages and mails, and the colour of text on it, for both themes. */
export interface BrandColours {
  readonly accent: Colour;
  readonly onAccent: Colour;
  readonly accentDark: Colour;
  readonly onAccentDark: Colour;
}

/** Backgrounds of the accent: `--ground` and `--surface` in web/styles.css. */
export const GROUNDS = {
  light: ['#f3f5f2', '#ffffff'],
  dark: ['#101615', '#19211f'],
} as const satisfies Record<string, readonly Colour[]>;

/** Colours without a brand, as in web/styles.css. */
export const DEFAULT_COLOURS: BrandColours = {
  accent: '#1f5c57',
  onAccent: '#ffffff',
  accentDark: '#7fcfc3',
  onAccentDark: '#0b2523',
};

/** Minimum contrast of a derived dark accent: WCAG's level AAA. */
const DERIVED_CONTRAST = 7;

/** Returns the colours of the brand, or the defaults. A dark accent that is not set is derived from the light one. */
export function coloursOf({ brandColour, brandColourDark }: Settings): BrandColours {
  if (brandColour === undefined) return DEFAULT_COLOURS;
  const accentDark = brandColourDark ?? shadeWith(DERIVED_CONTRAST, brandColour, '#ffffff', GROUNDS.dark);
  return {
    accent: brandColour,
    onAccent: textColourOn(brandColour),
    accentDark,
    onAccentDark: textColourOn(accentDark),
  };
}

/**
 * Returns a message for each accent with too little contrast, with a shade that has enough. Links are text in the
 * accent colour, so it needs 4.5:1 (WCAG 1.4.3), which includes the 3:1 of buttons and icons (1.4.11). Text on a
 * button needs no check: its colour is chosen for contrast.
 */
export function wrongColours({ brandColour, brandColourDark }: Settings): string[] {
  if (brandColour === undefined && brandColourDark !== undefined) {
    return ['brandColour: is missing, but brandColourDark is set. Fix: set both, or only brandColour'];
  }
  return [
    ...unreadable('brandColour', brandColour, 'light', '#000000'),
    ...unreadable('brandColourDark', brandColourDark, 'dark', '#ffffff'),
  ];
}

function unreadable(
  name: string,
  colour: Colour | undefined,
  theme: keyof typeof GROUNDS,
  towards: '#000000' | '#ffffff',
): string[] {
  if (colour === undefined) return [];
  const grounds = GROUNDS[theme];
  const [worst] = grounds.toSorted((a, b) => contrast(colour, a) - contrast(colour, b));
  if (worst === undefined || contrast(colour, worst) >= TEXT_CONTRAST) return [];
  // Rounded down, so that a ratio just below the minimum is not shown as the minimum.
  const ratio = Math.floor(contrast(colour, worst) * 100) / 100;
  const fix = shadeWith(TEXT_CONTRAST, colour, towards, grounds);
  return [
    `${name}: ${colour} has a contrast of ${ratio}:1 to ${worst}, a background of the ${theme} theme; ` +
      `text needs ${TEXT_CONTRAST}:1. Fix: use ${fix}, the nearest shade with enough contrast`,
  ];
}

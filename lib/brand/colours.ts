import type { Settings } from '../settings/schema.ts';
import { type Colour, contrast, shadeWith, TEXT_CONTRAST, textColourOn } from './contrast.ts';

/** The accent of pages and mails, with the text on it, for either theme. */
export interface BrandColours {
  readonly accent: Colour;
  readonly onAccent: Colour;
  readonly accentDark: Colour;
  readonly onAccentDark: Colour;
}

/** What the accent is seen on, as `--ground` and `--surface` in web/styles.css. */
export const GROUNDS = {
  light: ['#f3f5f2', '#ffffff'],
  dark: ['#101615', '#19211f'],
} as const satisfies Record<string, readonly Colour[]>;

/** Without a brand: as in web/styles.css. */
export const DEFAULT_COLOURS: BrandColours = {
  accent: '#1f5c57',
  onAccent: '#ffffff',
  accentDark: '#7fcfc3',
  onAccentDark: '#0b2523',
};

/** The ratio that a derived dark accent has: WCAG's level AAA, since a lit screen in a dark room asks for no less. */
const DERIVED_CONTRAST = 7;

/** The colours of the brand, or the default ones. The accent of the dark theme is derived where it is left out. */
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
 * Accents that could not be read, each with a shade that can. Text is the strictest use: links stand on the ground, so 4.5:1
 * is asked, and the 3:1 of buttons and marks (1.4.11) is in it. The text on a button is chosen, and so needs no check.
 */
export function wrongColours({ brandColour, brandColourDark }: Settings): string[] {
  if (brandColour === undefined && brandColourDark !== undefined) {
    return ['brandColour: is missing; brandColourDark says that there is a brand. Set both, or brandColour alone'];
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
  // Rounded down, so that no ratio below the least is told as the least.
  const ratio = Math.floor(contrast(colour, worst) * 100) / 100;
  const fix = shadeWith(TEXT_CONTRAST, colour, towards, grounds);
  return [
    `${name}: ${colour} has a contrast of ${ratio}:1 to ${worst}, the ground of the ${theme} theme, and text needs ${TEXT_CONTRAST}:1; its nearest shade that can be read is ${fix}`,
  ];
}

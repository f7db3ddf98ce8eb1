/** Colour as `#rrggbb` in lower case. */
export type Colour = `#${string}`;

/** Minimum contrast ratio of text and its background (WCAG 2.2, 1.4.3, level AA). */
export const TEXT_CONTRAST = 4.5;

const channelsOf = (colour: Colour): number[] =>
  [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));

/** Relative luminance of a colour in sRGB, 0 to 1, as WCAG defines it. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Returns the contrast ratio of two colours (WCAG 2.2), from 1 (the same) to 21 (black and white). */
export function contrast(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Returns black or white, whichever has more contrast to a background. One of them always has more than 4.5:1. */
export const textColourOn = (ground: Colour): Colour =>
  contrast(ground, '#ffffff') >= contrast(ground, '#000000') ? '#ffffff' : '#000000';

/** Returns the colour with another lightness, 0 to 1, and the same hue and saturation (HSL). */
function inLightness(colour: Colour, lightness: number): Colour {
  const shares = channelsOf(colour).map((value) => value / 255);
  const own = lightnessOf(colour);
  // The range of a channel shrinks towards black and white; scaling it keeps the saturation.
  const room = 1 - Math.abs(2 * own - 1);
  const stretch = room === 0 ? 0 : (1 - Math.abs(2 * lightness - 1)) / room;
  const channels = shares.map((share) => Math.round((lightness + (share - own) * stretch) * 255));
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function lightnessOf(colour: Colour): number {
  const channels = channelsOf(colour);
  return (Math.max(...channels) + Math.min(...channels)) / 2 / 255;
}

/** Returns the colour, or its nearest shade towards black or white that has the ratio to every background. */
export function shadeWith(
  minimum: number,
  colour: Colour,
  towards: '#000000' | '#ffffff',
  grounds: readonly Colour[],
): Colour {
  const [from, to] = [lightnessOf(colour), lightnessOf(towards)];
  const shades = Array.from({ length: 100 }, (_, step) => inLightness(colour, from + ((to - from) * step) / 100));
  return shades.find((shade) => grounds.every((ground) => contrast(shade, ground) >= minimum)) ?? towards;
}

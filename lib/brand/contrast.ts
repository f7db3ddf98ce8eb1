/** Colours as `#rrggbb` in lower case, and how far two of them stand apart (WCAG 2.2). */
export type Colour = `#${string}`;

/** The least ratio between a text and its ground (WCAG 2.2, 1.4.3, level AA). */
export const TEXT_CONTRAST = 4.5;

const channelsOf = (colour: Colour): number[] =>
  [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));

/** Light per channel of sRGB, and its share in what an eye sees: WCAG's definition of relative luminance, 0 to 1. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of two colours, from 1 (the same) to 21 (black and white). */
export function contrast(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Black or white, whichever can be read better on a ground. One of them always has a ratio above 4.5. */
export const textColourOn = (ground: Colour): Colour =>
  contrast(ground, '#ffffff') >= contrast(ground, '#000000') ? '#ffffff' : '#000000';

/** The colour in another lightness (0 to 1), with the hue and the saturation that it has (HSL). */
function inLightness(colour: Colour, lightness: number): Colour {
  const shares = channelsOf(colour).map((value) => value / 255);
  const own = lightnessOf(colour);
  // Channels lie around the lightness, as far as saturation and the distance to black and white let them.
  const room = 1 - Math.abs(2 * own - 1);
  const stretch = room === 0 ? 0 : (1 - Math.abs(2 * lightness - 1)) / room;
  const channels = shares.map((share) => Math.round((lightness + (share - own) * stretch) * 255));
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function lightnessOf(colour: Colour): number {
  const channels = channelsOf(colour);
  return (Math.max(...channels) + Math.min(...channels)) / 2 / 255;
}

/** The colour itself, or its nearest shade towards black or white that has the ratio to every ground. */
export function shadeWith(
  least: number,
  colour: Colour,
  towards: '#000000' | '#ffffff',
  grounds: readonly Colour[],
): Colour {
  const [from, to] = [lightnessOf(colour), lightnessOf(towards)];
  const shades = Array.from({ length: 100 }, (_, step) => inLightness(colour, from + ((to - from) * step) / 100));
  return shades.find((shade) => grounds.every((ground) => contrast(shade, ground) >= least)) ?? towards;
}

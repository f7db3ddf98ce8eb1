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

/** A colour with a share (0 to 1) of another in it. */
function mixed(colour: Colour, other: Colour, share: number): Colour {
  const added = channelsOf(other);
  const channels = channelsOf(colour).map((value, index) => Math.round(value + ((added[index] ?? 0) - value) * share));
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** The colour itself, or its nearest shade towards black or white that has the ratio to every ground. */
export function shadeWith(least: number, colour: Colour, towards: '#000000' | '#ffffff', grounds: readonly Colour[]) {
  const percents = Array.from({ length: 101 }, (_, percent) => mixed(colour, towards, percent / 100));
  return percents.find((shade) => grounds.every((ground) => contrast(shade, ground) >= least)) ?? towards;
}

import { crc32 } from 'node:zlib';
import type { BrandColours } from './colours.ts';
import type { Colour } from './contrast.ts';

/** Files that browsers and phones ask for beside favicon.svg. test/e2e/browser/icons.ts draws them from it. */
export const ICON_FILES = ['favicon.ico', 'apple-touch-icon.png'] as const;

const COLOURS = 256;
const CHANNELS = 3;

/** Returns the palette of an icon: 256 colours from the accent to the colour of what is on it, as bytes. */
export function paletteOf({ accent, onAccent }: Pick<BrandColours, 'accent' | 'onAccent'>): Buffer {
  const [from, to] = [channelsOf(accent), channelsOf(onAccent)];
  const mixed = (index: number, channel: number) => {
    const start = from[channel] ?? 0;
    return Math.round(start + (((to[channel] ?? 0) - start) * index) / (COLOURS - 1));
  };
  return Buffer.from(
    Array.from({ length: COLOURS * CHANNELS }, (_, at) => mixed(Math.floor(at / CHANNELS), at % CHANNELS)),
  );
}

const channelsOf = (colour: Colour): Buffer => Buffer.from(colour.slice(1), 'hex');

/**
 * Returns an icon in the colours of the brand. Its PNG, which may be inside an ICO file, has the palette of
 * `paletteOf`, so only the palette and its checksum change.
 *
 * @throws if the file has no such palette
 */
export function recoloured(icon: Buffer, colours: BrandColours): Buffer {
  const palette = paletteOf(colours);
  const at = icon.indexOf('PLTE', 0, 'latin1');
  if (at < 4 || icon.readUInt32BE(at - 4) !== palette.length) throw new Error('The icon has no palette of 256 colours');
  const copy = Buffer.from(icon);
  palette.copy(copy, at + 4);
  copy.writeUInt32BE(crc32(copy.subarray(at, at + 4 + palette.length)), at + 4 + palette.length);
  return copy;
}

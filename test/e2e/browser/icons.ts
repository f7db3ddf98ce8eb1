import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import { DEFAULT_COLOURS } from '../../../lib/brand/colours.ts';
import { paletteOf } from '../../../lib/brand/icons.ts';
import { launchBrowser } from './browser.ts';

/**
 * `npm run icons` draws favicon.ico and apple-touch-icon.png from web/public/favicon.svg: PNG with a palette from the
 * accent to the colour on it, which the stack replaces by the brand's.
 */

const folder = new URL('../../../web/public/', import.meta.url);
const mark = readFileSync(new URL('favicon.svg', folder), 'utf8')
  .replaceAll(DEFAULT_COLOURS.accent, '#000000')
  // Phones round the corners themselves.
  .replace(' rx="9"', '');

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
};

/** @param brightness one byte for each pixel, row by row: its index in the palette */
function png(side: number, brightness: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits for a pixel, which are an index.
  header.set([8, 3], 8);
  const rows = Array.from({ length: side }, (_, row) => [
    Buffer.alloc(1),
    brightness.subarray(row * side, (row + 1) * side),
  ]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', paletteOf(DEFAULT_COLOURS)),
    chunk('IDAT', deflateSync(Buffer.concat(rows.flat()), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** An ICO file with one image, which may be a PNG. */
function ico(side: number, image: Buffer): Buffer {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.set([side, side], 6);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(8, 12);
  head.writeUInt32LE(image.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, image]);
}

const browser = await launchBrowser();
const page = await browser.newPage();

async function drawn(side: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([source, pixels]) => {
      const image = new Image(pixels, pixels);
      image.src = `data:image/svg+xml,${encodeURIComponent(source)}`;
      await image.decode();
      const canvas = new OffscreenCanvas(pixels, pixels);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0, pixels, pixels);
      const data = context?.getImageData(0, 0, pixels, pixels).data ?? new Uint8ClampedArray();
      return btoa(String.fromCharCode(...data.filter((_, index) => index % 4 === 0)));
    },
    [mark, side] as const,
  );
  return Buffer.from(base64, 'base64');
}

const icon = png(32, await drawn(32));
writeFileSync(fileURLToPath(new URL('favicon.ico', folder)), ico(32, icon));
writeFileSync(fileURLToPath(new URL('apple-touch-icon.png', folder)), png(180, await drawn(180)));
await browser.close();

import { readBrandFile } from './brand-file.ts';

/**
 * Path of the logo for pages and mails. It stays the same when the logo changes, so that old mails show the new logo.
 */
export const LOGO_PATH = '/logo.png';

/** Maximum size of the file: the logo is loaded on every first visit and in every mail. */
const MAXIMUM_BYTES = 100 * 1024;
/** Minimum height and maximum side in pixels. The pages show the logo 40 pixels high. */
const MINIMUM_HEIGHT = 40;
const MAXIMUM_SIDE = 2000;

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Returns a message, with the fix, for each problem of a logo. The size is read from the first chunk of the PNG. */
export function wrongLogo(path: string): string[] {
  const file = readBrandFile(path);
  if ('wrong' in file) return [`logoFile: ${file.wrong}`];
  if (!file.subarray(0, 8).equals(SIGNATURE) || file.length < 24) {
    return [`logoFile: ${path} is not a PNG file. Fix: export the logo as PNG; mail programs do not show SVG`];
  }
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const wrong: string[] = [];
  if (height < MINIMUM_HEIGHT || width > MAXIMUM_SIDE || height > MAXIMUM_SIDE) {
    wrong.push(
      `logoFile: ${path} is ${width} × ${height} pixels; it must be at least ${MINIMUM_HEIGHT} high and at most ` +
        `${MAXIMUM_SIDE} wide and high. Fix: scale it to a height of ${3 * MINIMUM_HEIGHT} for sharp screens`,
    );
  }
  if (file.length > MAXIMUM_BYTES) {
    wrong.push(
      `logoFile: ${path} has ${Math.ceil(file.length / 1024)} KiB; the maximum is ${MAXIMUM_BYTES / 1024}. ` +
        'Fix: export it smaller',
    );
  }
  return wrong;
}

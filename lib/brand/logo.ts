import { readBrandFile } from './brand-file.ts';

/** Where the pages, and the mails, find the logo. The name stays when the logo changes, so that old mails show the new one. */
export const LOGO_PATH = '/logo.png';

/** The logo is part of every first visit and of every mail that is opened. */
const MOST_BYTES = 100 * 1024;
/** Pixels: the pages show it 40 high, and some screens have three pixels to one. */
const LEAST_HEIGHT = 40;
const MOST_SIDE = 2000;

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What is wrong with a logo, with the fix. Its size is where PNG has it, in the first chunk. */
export function wrongLogo(path: string): string[] {
  const file = readBrandFile(path);
  if ('wrong' in file) return [`logoFile: ${file.wrong}`];
  if (!file.subarray(0, 8).equals(SIGNATURE) || file.length < 24) {
    return [`logoFile: ${path} is no PNG; mail programs show no SVG, so export the logo as PNG`];
  }
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const wrong: string[] = [];
  if (height < LEAST_HEIGHT || width > MOST_SIDE || height > MOST_SIDE) {
    wrong.push(
      `logoFile: ${path} is ${width} × ${height} pixels; it must be at least ${LEAST_HEIGHT} high and at most ${MOST_SIDE} wide and high (three times ${LEAST_HEIGHT} looks sharp everywhere)`,
    );
  }
  if (file.length > MOST_BYTES) {
    wrong.push(
      `logoFile: ${path} has ${Math.ceil(file.length / 1024)} KiB and may have ${MOST_BYTES / 1024}; export it smaller`,
    );
  }
  return wrong;
}
